// A strict JSON reader that keeps the text of what it reads, so that 1e400 or a number of 40 digits arrives unharmed.
#include "batch/json_row.hpp"

#include <algorithm>
#include <cstdint>

#include "base/utf8.hpp"

namespace barqdb::batch {
namespace {

constexpr int deepest = 200;

struct Failure {
  std::string what;
  std::size_t at;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::vector<JsonField> row() {
    std::vector<JsonField> fields;
    space();
    expect('{', "the line is no object");
    space();
    if (!take('}')) {
      do {
        fields.push_back(field(fields));
      } while (take(','));
      expect('}', "a comma or } is missing");
    }
    space();
    if (at_ < text_.size()) fail("something follows the object");
    return fields;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw Failure{what, at_}; }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void expect(char c, const char* otherwise) {
    if (!take(c)) fail(otherwise);
  }
  void space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r' || text_[at_] == '\n'))
      ++at_;
  }

  JsonField field(const std::vector<JsonField>& before) {
    space();
    if (peek() != '"') fail("a key in double quotes is missing");
    JsonField out;
    out.name = string();
    if (std::any_of(before.begin(), before.end(), [&](const JsonField& one) { return one.name == out.name; }))
      fail("the key " + out.name + " stands twice");
    space();
    expect(':', "a colon is missing");
    out.value = value(0);
    return out;
  }

  JsonValue value(int depth) {
    space();
    const std::size_t begin = at_;
    JsonValue out = bare_value(depth);
    out.raw = std::string(text_.substr(begin, at_ - begin));
    if (out.kind != JsonValue::Kind::text) out.text = out.raw;
    space();
    return out;
  }

  JsonValue bare_value(int depth) {
    if (depth > deepest) fail("it is nested too deeply");
    JsonValue out;
    switch (peek()) {
      case '"':
        out.kind = JsonValue::Kind::text;
        out.text = string();
        break;
      case '[': array(out, depth); break;
      case '{': object(out, depth); break;
      case 't': word(out, "true", JsonValue::Kind::boolean); break;
      case 'f': word(out, "false", JsonValue::Kind::boolean); break;
      case 'n': word(out, "null", JsonValue::Kind::null); break;
      default: number(out);
    }
    return out;
  }

  void word(JsonValue& out, std::string_view word, JsonValue::Kind kind) {
    if (text_.substr(at_, word.size()) != word) fail("it is no JSON value");
    at_ += word.size();
    out.kind = kind;
  }

  void array(JsonValue& out, int depth) {
    out.kind = JsonValue::Kind::array;
    ++at_;
    space();
    if (take(']')) return;
    do {
      out.items.push_back(value(depth + 1));
    } while (take(','));
    expect(']', "a comma or ] is missing");
  }

  void object(JsonValue& out, int depth) {
    out.kind = JsonValue::Kind::object;
    ++at_;
    space();
    if (take('}')) return;
    do {
      space();
      if (peek() != '"') fail("a key in double quotes is missing");
      string();
      space();
      expect(':', "a colon is missing");
      value(depth + 1);
    } while (take(','));
    expect('}', "a comma or } is missing");
  }

  std::size_t digits() {
    const std::size_t begin = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ - begin;
  }

  void number(JsonValue& out) {
    out.kind = JsonValue::Kind::number;
    take('-');
    const bool zero = peek() == '0';
    const std::size_t whole = digits();
    if (whole == 0) fail("it is no JSON value");
    if (zero && whole > 1) fail("a number begins with 0");
    if (take('.') && digits() == 0) fail("digits are missing behind the point");
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (digits() == 0) fail("digits are missing in the exponent");
    }
  }

  std::string string() {
    std::string out;
    ++at_;
    for (;;) {
      if (at_ >= text_.size()) fail("a string is not closed");
      const char c = text_[at_++];
      if (c == '"') return out;
      if (static_cast<unsigned char>(c) < 0x20)
        fail("a control character stands in a string: write it as \\n, \\t, \\u00XX");
      if (c != '\\') {
        out += c;
      } else {
        escape(out);
      }
    }
  }

  void escape(std::string& out) {
    const char c = at_ < text_.size() ? text_[at_++] : '\0';
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const std::size_t found = c == '\0' ? std::string_view::npos : letters.find(c);
    if (found != std::string_view::npos) {
      out += meanings[found];
    } else if (c == 'u') {
      base::append_character(out, code_point());
    } else {
      fail("there is no such escape in JSON");
    }
  }

  std::uint32_t code_point() {
    const std::uint32_t first = hex();
    if (first == 0) fail("a zero byte cannot be stored in PostgreSQL");
    if (first >= 0xDC00 && first < 0xE000) fail("the second half of a surrogate pair stands alone");
    if (first < 0xD800 || first >= 0xE000) return first;
    if (!take('\\') || !take('u')) fail("the second half of a surrogate pair is missing");
    const std::uint32_t second = hex();
    if (second < 0xDC00 || second >= 0xE000) fail("the second half of a surrogate pair is missing");
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
  }

  std::uint32_t hex() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = at_ < text_.size() ? text_[at_++] : '\0';
      std::uint32_t digit = 16;
      if (c >= '0' && c <= '9') digit = static_cast<std::uint32_t>(c - '0');
      if (c >= 'a' && c <= 'f') digit = static_cast<std::uint32_t>(c - 'a' + 10);
      if (c >= 'A' && c <= 'F') digit = static_cast<std::uint32_t>(c - 'A' + 10);
      if (digit == 16) fail("\\u needs four hexadecimal digits");
      value = value * 16 + digit;
    }
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

JsonRow parse_json_row(std::string_view line) {
  JsonRow row;
  try {
    row.fields = Parser(line).row();
  } catch (const Failure& failure) {
    row.error = failure.what;
    row.column = failure.at + 1;
  }
  return row;
}

}  // namespace barqdb::batch
