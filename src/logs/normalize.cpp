// One pass over a statement's bytes. It knows PostgreSQL's lexical rules (strings, dollar quotes, nested comments), not
// its grammar.
#include "logs/normalize.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "logs/hash.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t longest_kept = 8u << 10;
constexpr std::size_t most_kept = 1000;  // at most 16 MB

enum class Class : std::uint8_t {
  punctuation,
  space,
  word,
  digit,
  quote,
  double_quote,
  dollar,
  dash,
  slash,
  open,
  close,
  point
};

constexpr std::array<Class, 256> make_classes() {
  std::array<Class, 256> out{};
  for (std::size_t c = 0; c < 256; ++c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80) out[c] = Class::word;
    if (c >= '0' && c <= '9') out[c] = Class::digit;
    if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0) out[c] = Class::space;
  }
  out['\''] = Class::quote;
  out['"'] = Class::double_quote;
  out['$'] = Class::dollar;
  out['-'] = Class::dash;
  out['/'] = Class::slash;
  out['('] = out['['] = Class::open;
  out[')'] = out[']'] = Class::close;
  out['.'] = Class::point;
  return out;
}

constexpr std::array<Class, 256> classes = make_classes();

Class class_of(char c) { return classes[static_cast<unsigned char>(c)]; }

bool in_word(char c) {
  const Class kind = class_of(c);
  return kind == Class::word || kind == Class::digit || kind == Class::dollar;
}

bool is(std::string_view word, std::string_view upper) {
  if (word.size() != upper.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if ((c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c) != upper[i]) return false;
  }
  return true;
}

std::size_t find_or_end(std::string_view text, char c, std::size_t from) {
  if (from >= text.size()) return text.size();
  const void* found = std::memchr(text.data() + from, c, text.size() - from);
  return found == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// Tells a value that names a category ('PENDING') or a day from one that names a row.
ValueKind kind_of(std::string_view value) {
  if (value.size() < 3 || value.front() != '\'') return ValueKind::key;
  value = value.substr(1, value.size() - 2);
  // An array of one is a value like others.
  if (value.front() == '{' && value.back() == '}')
    return value.find(',') == std::string_view::npos ? ValueKind::key : ValueKind::array;
  const auto digit = [](char c) { return class_of(c) == Class::digit; };
  if (value.size() >= 10 && value[4] == '-' && value[7] == '-' && digit(value[0]) && digit(value[9]))
    return ValueKind::date;
  const bool word =
      value.size() < 40 && std::none_of(value.begin(), value.end(), digit) && value.find('@') == std::string_view::npos;
  return word ? ValueKind::word : ValueKind::key;
}

}  // namespace

// The scan and what it remembers of the tokens behind it.
struct Normalized::Scan {
  Scan(Normalized& out_, std::string_view sql_, const std::vector<std::string_view>& parameters_)
      : out(out_), sql(sql_), parameters(parameters_) {}

  void run() {
    while (at < sql.size()) step();
    while (!out.text_.empty() && (out.text_.back() == ' ' || out.text_.back() == ';')) out.text_.pop_back();
  }

 private:
  void step() {
    switch (class_of(sql[at])) {
      case Class::space: return space();
      case Class::word: return word();
      case Class::digit: return number();
      case Class::quote: return value(at, string_end(at, false));
      case Class::double_quote: return quoted_name();
      case Class::dollar: return dollar();
      case Class::dash:
        if (next_is('-')) return line_comment();
        return other();
      case Class::slash:
        if (next_is('*')) return block_comment();
        return other();
      case Class::open: return open();
      case Class::close: return close();
      case Class::point:
        if (at + 1 < sql.size() && class_of(sql[at + 1]) == Class::digit && !after_word()) return number();
        return other();
      case Class::punctuation: return other();
    }
  }

  bool next_is(char c) const { return at + 1 < sql.size() && sql[at + 1] == c; }
  bool after_word() const { return !out.text_.empty() && in_word(out.text_.back()); }
  bool silent() const { return silent_depth >= 0; }

  void put(std::string_view text) {
    if (!silent()) out.text_.append(text);
  }

  void space() {
    while (at < sql.size() && class_of(sql[at]) == Class::space) ++at;
    if (!silent() && !out.text_.empty() && out.text_.back() != ' ') out.text_ += ' ';
  }

  void word() {
    const std::size_t begin = at;
    while (at < sql.size() && in_word(sql[at])) ++at;
    const std::string_view text = sql.substr(begin, at - begin);
    if (at < sql.size() && sql[at] == '\'' && text.size() == 1) {
      const char prefix = static_cast<char>(text[0] | 0x20);
      if (prefix == 'e' || prefix == 'b' || prefix == 'x' || prefix == 'n')
        return value(begin, string_end(at, prefix == 'e'));
    }
    if (silent() && silent_rows && depth_now < silent_depth) {
      silent_depth = -1;
      out.text_ += ' ';
    }
    if (!silent()) rows_end = false;
    const bool after_is = last_is;
    last_is = is(text, "IS") || (after_is && is(text, "NOT"));
    if (!after_is && (is(text, "NULL") || is(text, "TRUE") || is(text, "FALSE"))) return value(begin, at);
    list_next = is(text, "IN") || is(text, "ARRAY");
    rows_next = is(text, "VALUES");
    if (list_depth == depth_now && !list_has_value) list_depth = -1;  // IN (SELECT …
    put(text);
  }

  void number() {
    const std::size_t begin = at;
    while (at < sql.size()) {
      const char c = sql[at];
      const bool sign = (c == '+' || c == '-') && (sql[at - 1] == 'e' || sql[at - 1] == 'E') && at > begin;
      if (!in_word(c) && c != '.' && !sign) break;
      ++at;
    }
    value(begin, at);
  }

  std::size_t string_end(std::size_t quote, bool backslashes) const {
    for (std::size_t i = quote + 1;; i += 2) {
      if (backslashes) {
        while (i < sql.size() && sql[i] != '\'') i += sql[i] == '\\' ? 2 : 1;
        i = std::min(i, sql.size());
      } else {
        i = find_or_end(sql, '\'', i);
      }
      if (i + 1 >= sql.size()) return sql.size();
      if (sql[i + 1] != '\'') return i + 1;
    }
  }

  void quoted_name() {
    const std::size_t end = std::min(find_or_end(sql, '"', at + 1) + 1, sql.size());
    put(sql.substr(at, end - at));
    at = end;
    list_next = rows_next = last_is = false;
  }

  // $1, or $tag$ … $tag$
  void dollar() {
    std::size_t end = at + 1;
    while (end < sql.size() && class_of(sql[end]) == Class::digit) ++end;
    if (end > at + 1) {
      int number = 0;
      for (std::size_t i = at + 1; i < end && number < 100'000; ++i) number = number * 10 + (sql[i] - '0');
      return value(at, end, number);
    }
    while (end < sql.size() && in_word(sql[end]) && sql[end] != '$') ++end;
    if (end >= sql.size() || sql[end] != '$') return other();
    const std::string_view tag = sql.substr(at, end + 1 - at);
    const std::size_t close_tag = sql.find(tag, end + 1);
    value(at, close_tag == std::string_view::npos ? sql.size() : close_tag + tag.size());
  }

  void line_comment() {
    const std::size_t end = find_or_end(sql, '\n', at);
    out.comments_.push_back(sql.substr(at + 2, end - at - 2));
    at = end;
    space();
  }

  void block_comment() {
    const std::size_t begin = at;
    int depth = 0;
    while (at < sql.size()) {
      const std::size_t slash = find_or_end(sql, '/', at);
      if (slash == sql.size()) {
        at = slash;
        break;
      }
      if (slash > begin && sql[slash - 1] == '*' && slash > begin + 2) {
        at = slash + 1;
        if (--depth == 0) break;
      } else {
        if (slash + 1 < sql.size() && sql[slash + 1] == '*') ++depth;
        at = slash + 1;
      }
    }
    const std::size_t inner = std::min(begin + 2, at);
    out.comments_.push_back(sql.substr(inner, at - inner < 2 ? 0 : at - inner - 2));
    if (!silent() && !out.text_.empty() && out.text_.back() != ' ') out.text_ += ' ';
  }

  void open() {
    ++depth_now;
    if (list_next && !silent()) {
      list_depth = depth_now;
      list_has_value = false;
    }
    if (rows_next || (rows_end && rows_depth == depth_now)) {
      if (rows_end && !silent()) begin_silence(true);
      rows_depth = depth_now;
      rows_next = rows_end = false;
      rows_open = true;
    }
    put(sql.substr(at, 1));
    ++at;
    list_next = last_is = false;
  }

  void close() {
    if (silent() && !silent_rows && depth_now == silent_depth) silent_depth = -1;
    if (silent() && silent_rows && depth_now < silent_depth) silent_depth = -1;
    if (list_depth == depth_now) list_depth = -1;
    put(sql.substr(at, 1));
    ++at;
    if (rows_open && depth_now == rows_depth) {
      rows_open = false;
      rows_end = true;
    }
    --depth_now;
    last_is = false;
  }

  // From here on values are taken into one slot, and nothing is written.
  void begin_silence(bool rows) {
    silent_depth = depth_now;
    silent_rows = rows;
    if (rows) {
      out.many_rows_ = true;
      out.text_ += more_mark;
      Slot rest;
      rest.offset = static_cast<std::uint32_t>(at);
      rest.count = 0;
      out.slots_.push_back(rest);
    } else {
      out.text_ += more_mark;
    }
  }

  void other() {
    const char c = sql[at];
    if (c == ',' && !silent() && list_depth == depth_now && list_has_value) begin_silence(false);
    if (silent() && silent_rows && depth_now < silent_depth && c != ',') silent_depth = -1;
    put(sql.substr(at, 1));
    ++at;
    list_next = rows_next = last_is = false;
  }

  void value(std::size_t begin, std::size_t end, int parameter = 0) {
    at = end;
    last_is = list_next = rows_next = false;
    const std::string_view raw = sql.substr(begin, end - begin);
    const auto number = static_cast<std::size_t>(parameter);
    const bool known = parameter > 0 && number <= parameters.size();
    const std::uint64_t hash = hash_bytes(known ? parameters[number - 1] : raw);
    out.values_ = mix(out.values_, hash);
    if (silent() && !out.slots_.empty()) {
      Slot& list = out.slots_.back();
      list.value = mix(list.value, hash);
      list.length = 0;
      ++list.count;
      return;
    }
    list_has_value = true;
    out.text_ += value_mark;
    out.slots_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin), 1, parameter,
                          hash, kind_of(known ? parameters[number - 1] : raw)});
  }

  Normalized& out;
  std::string_view sql;
  const std::vector<std::string_view>& parameters;
  std::size_t at = 0;
  int depth_now = 0;
  int list_depth = -1;    // of an open IN ( or ARRAY[
  int silent_depth = -1;  // of a list whose further values are only counted
  int rows_depth = -1;    // of the rows of VALUES
  bool silent_rows = false;
  bool rows_open = false;  // inside the first row
  bool rows_end = false;   // behind it
  bool list_has_value = false;
  bool list_next = false;  // the last word was IN or ARRAY
  bool rows_next = false;  // the last word was VALUES
  bool last_is = false;    // the last word was IS or IS NOT: NULL is no value then
};

void Normalized::read(std::string_view sql, const std::vector<std::string_view>& parameters) {
  const bool comes_again = !parameters.empty() && sql.size() <= longest_kept;
  const std::uint64_t hash = comes_again ? hash_bytes(sql) : 0;
  comments_.clear();
  if (comes_again && from_kept(hash, sql, parameters)) return;
  text_.clear();
  slots_.clear();
  values_ = 0;
  many_rows_ = false;
  text_.reserve(sql.size() + 16);
  Scan(*this, sql, parameters).run();
  key_ = hash_bytes(text_);
  if (comes_again) keep(hash, sql);
}

bool Normalized::from_kept(std::uint64_t hash, std::string_view sql, const std::vector<std::string_view>& parameters) {
  const auto found = kept_.find(hash);
  if (found == kept_.end() || found->second.sql != sql) return false;
  const Kept& kept = found->second;
  text_ = kept.text;
  slots_ = kept.slots;
  key_ = kept.key;
  many_rows_ = kept.many_rows;
  values_ = 0;
  for (Slot& slot : slots_) {
    const auto number = static_cast<std::size_t>(slot.parameter);
    if (number > 0) {
      const std::string_view value =
          number <= parameters.size() ? parameters[number - 1] : sql.substr(slot.offset, slot.length);
      slot.value = hash_bytes(value);
      slot.kind = kind_of(value);
    }
    values_ = mix(values_, slot.value);
  }
  return true;
}

// Texts whose comments differ each time would only push others out, and of lists the single values are not known here.
void Normalized::keep(std::uint64_t hash, std::string_view sql) {
  const bool lists = std::any_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.count != 1; });
  if (lists || !comments_.empty()) return;
  if (kept_.size() >= most_kept) kept_.clear();
  kept_[hash] = {std::string(sql), text_, slots_, key_, many_rows_};
}

}  // namespace barqdb::logs
