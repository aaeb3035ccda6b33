// One pass over a statement's bytes: what is put down of its tokens. It knows lists and rows of values, and no grammar.
#include <algorithm>

#include "logs/hash.hpp"
#include "logs/lexical.hpp"
#include "logs/normalize.hpp"

namespace barqdb::logs {

using namespace lexical;

ValueKind Normalized::kind_of(std::string_view value) {
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
      case Class::digit: return value(at, number_end(sql, at));
      case Class::quote: return value(at, string_end(sql, at, false));
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
        if (at + 1 < sql.size() && class_of(sql[at + 1]) == Class::digit && !after_word())
          return value(at, number_end(sql, at));
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
    at = space_end(sql, at);
    if (!silent() && !out.text_.empty() && out.text_.back() != ' ') out.text_ += ' ';
  }

  void word() {
    const std::size_t begin = at;
    at = word_end(sql, at);
    const std::string_view text = sql.substr(begin, at - begin);
    if (at < sql.size() && sql[at] == '\'' && text.size() == 1) {
      const char prefix = static_cast<char>(text[0] | 0x20);
      if (prefix == 'e' || prefix == 'b' || prefix == 'x' || prefix == 'n')
        return value(begin, string_end(sql, at, prefix == 'e'));
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

  void quoted_name() {
    const std::size_t end = quoted_name_end(sql, at);
    put(sql.substr(at, end - at));
    at = end;
    list_next = rows_next = last_is = false;
  }

  // $1, or $tag$ … $tag$
  void dollar() {
    const std::size_t digits = digits_end(sql, at + 1);
    if (digits > at + 1) {
      int number = 0;
      for (std::size_t i = at + 1; i < digits && number < 100'000; ++i) number = number * 10 + (sql[i] - '0');
      return value(at, digits, number);
    }
    const std::size_t end = dollar_quote_end(sql, at);
    if (end == at) return other();
    value(at, end);
  }

  void line_comment() {
    const std::size_t end = find_or_end(sql, '\n', at);
    out.comments_.push_back(sql.substr(at + 2, end - at - 2));
    at = end;
    space();
  }

  void block_comment() {
    const std::size_t begin = at;
    at = block_comment_end(sql, at);
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

void Normalized::scan(std::string_view sql, const std::vector<std::string_view>& parameters) {
  Scan(*this, sql, parameters).run();
}

}  // namespace barqdb::logs
