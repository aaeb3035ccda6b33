// The form of a statement without its values: the key by which texts that differ in values only are known as one, long
// before a parser looks at them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace barqdb::logs {

// Numbers and other keys; a plain word; a date; an array or an object of several.
enum class ValueKind : std::uint8_t { key, word, date, array };

// A place in a statement where a value stands: a literal, $1, or a whole list in IN (…) or behind the first row of
// VALUES.
struct Slot {
  std::uint32_t offset = 0;  // in the statement
  std::uint32_t length = 0;  // 0 for lists
  std::uint32_t count = 1;   // values in a list
  int parameter = 0;         // the number of $n; 0 for a literal
  std::uint64_t value = 0;   // hash
  ValueKind kind = ValueKind::key;
};

class Normalized {
 public:
  // Reads a statement; `parameters` are the values of $1, $2 … (fewer is no fault). Views into `sql` last as long as
  // it.
  void read(std::string_view sql, const std::vector<std::string_view>& parameters);

  std::uint64_t key() const { return key_; }  // equal for statements of one form
  // The form: values as `value_mark`, lists as one with `more_mark` behind it, comments gone, white space folded.
  const std::string& text() const { return text_; }
  static constexpr char value_mark = '\x01';
  static constexpr char more_mark = '\x02';
  const std::vector<Slot>& slots() const { return slots_; }
  std::uint64_t values() const { return values_; }                             // hash of all values in their order
  bool many_rows() const { return many_rows_; }                                // VALUES with more than one row
  const std::vector<std::string_view>& comments() const { return comments_; }  // insides of /* */ and of --

 private:
  struct Scan;
  // What a text with parameters was read as: prepared statements come as the same text again and again.
  struct Kept {
    std::string sql;
    std::string text;
    std::vector<Slot> slots;
    std::uint64_t key = 0;
    bool many_rows = false;
  };
  // Tells a value that names a category ('PENDING') or a day from one that names a row.
  static ValueKind kind_of(std::string_view value);
  void scan(std::string_view sql, const std::vector<std::string_view>& parameters);
  bool from_kept(std::uint64_t hash, std::string_view sql, const std::vector<std::string_view>& parameters);
  void keep(std::uint64_t hash, std::string_view sql);

  std::unordered_map<std::uint64_t, Kept> kept_;
  std::uint64_t key_ = 0;
  std::uint64_t values_ = 0;
  bool many_rows_ = false;
  std::string text_;
  std::vector<Slot> slots_;
  std::vector<std::string_view> comments_;
};

}  // namespace barqdb::logs
