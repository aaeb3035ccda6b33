// Typed access to the cells of a Result.
#include <charconv>
#include <limits>
#include <stdexcept>

#include "base/error.hpp"
#include "db/result_data.hpp"

namespace barqdb::db {
namespace {

[[noreturn]] void throw_not(const char* wanted, std::string_view column, std::string_view text) {
  throw base::Error(base::ErrorKind::server, "column " + std::string(column) + " of a result should be " + wanted +
                                                 ", but is \"" + std::string(text.substr(0, 60)) + "\"");
}

// Index of a cell; a wrong one is a bug of the caller.
std::size_t cell(const Result::Data* data, std::size_t row, std::size_t column) {
  if (data == nullptr || row >= data->rows || column >= data->columns)
    throw std::out_of_range("no cell " + std::to_string(row) + ", " + std::to_string(column) + " in the result");
  return row * data->columns + column;
}

// PostgreSQL's spelling of the numbers that from_chars does not know.
bool parse_special(std::string_view text, double& value) {
  if (text == "NaN")
    value = std::numeric_limits<double>::quiet_NaN();
  else if (text == "Infinity")
    value = std::numeric_limits<double>::infinity();
  else if (text == "-Infinity")
    value = -std::numeric_limits<double>::infinity();
  else
    return false;
  return true;
}

}  // namespace

Result::Result(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

std::size_t Result::rows() const { return data_ ? data_->rows : 0; }
std::size_t Result::columns() const { return data_ ? data_->columns : 0; }
std::int64_t Result::affected_rows() const { return data_ ? data_->affected_rows : 0; }

bool Result::null(std::size_t row, std::size_t column) const { return data_->nulls[cell(data_.get(), row, column)]; }

std::string_view Result::text(std::size_t row, std::size_t column) const {
  const std::size_t at = cell(data_.get(), row, column);
  const std::size_t end = at + 1 < data_->starts.size() ? data_->starts[at + 1] : data_->bytes.size();
  return std::string_view(data_->bytes).substr(data_->starts[at], end - data_->starts[at]);
}

std::int64_t Result::integer(std::size_t row, std::size_t column) const {
  const std::string_view value = text(row, column);
  if (null(row, column)) return 0;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size()) throw_not("an integer", data_->names[column], value);
  return number;
}

double Result::number(std::size_t row, std::size_t column) const {
  const std::string_view value = text(row, column);
  if (null(row, column)) return 0;
  double number = 0;
  if (parse_special(value, number)) return number;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size()) throw_not("a number", data_->names[column], value);
  return number;
}

bool Result::boolean(std::size_t row, std::size_t column) const {
  const std::string_view value = text(row, column);
  if (null(row, column) || value == "f") return false;
  if (value != "t") throw_not("true or false", data_->names[column], value);
  return true;
}

std::string array_literal(const std::vector<std::string>& items) {
  std::string out = "{";
  for (const std::string& item : items) {
    if (out.size() > 1) out += ',';
    out += '"';
    for (const char c : item) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  return out + "}";
}

}  // namespace barqdb::db
