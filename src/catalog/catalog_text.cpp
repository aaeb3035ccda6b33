// Taking the catalog's texts apart.
#include "catalog/catalog_text.hpp"

#include <charconv>

#include "base/text.hpp"

namespace barqdb::catalog {

std::vector<std::int64_t> read_numbers(std::string_view text) {
  std::vector<std::int64_t> numbers;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    std::int64_t number = 0;
    const auto [next, failed] = std::from_chars(at, end, number);
    if (failed == std::errc()) numbers.push_back(number);
    at = failed == std::errc() ? next : at + 1;
  }
  return numbers;
}

std::map<std::string, std::string> read_options(std::string_view array) {
  std::map<std::string, std::string> options;
  if (array.size() < 2) return options;
  for (std::string_view entry : base::split(array.substr(1, array.size() - 2), ',')) {
    if (entry.starts_with('"') && entry.ends_with('"') && entry.size() > 1) entry = entry.substr(1, entry.size() - 2);
    const std::size_t equals = entry.find('=');
    if (equals != std::string_view::npos) options.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return options;
}

std::map<int, std::string> read_numbered(std::string_view text) {
  std::map<int, std::string> values;
  if (text.empty()) return values;
  for (const std::string_view entry : base::split(text, ';')) {
    const std::vector<std::int64_t> numbers = read_numbers(entry.substr(0, entry.find(' ')));
    if (numbers.size() == 1) values.emplace(static_cast<int>(numbers[0]), entry.substr(entry.find(' ') + 1));
  }
  return values;
}

std::vector<std::string_view> split_expressions(std::string_view list) {
  std::vector<std::string_view> expressions;
  std::size_t begin = 0;
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const char c = list[i];
    if (quote != 0) {
      if (c == quote) quote = 0;  // a doubled quote opens again at once
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(' || c == '[') {
      ++depth;
    } else if (c == ')' || c == ']') {
      --depth;
    } else if (c == ',' && depth == 0) {
      expressions.push_back(base::trim(list.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  if (begin < list.size()) expressions.push_back(base::trim(list.substr(begin)));
  return expressions;
}

std::optional<std::int64_t> optional_integer(const db::Result& result, std::size_t row, std::size_t column) {
  if (result.null(row, column)) return std::nullopt;
  return result.integer(row, column);
}

std::optional<double> optional_number(const db::Result& result, std::size_t row, std::size_t column) {
  if (result.null(row, column)) return std::nullopt;
  return result.number(row, column);
}

}  // namespace barqdb::catalog
