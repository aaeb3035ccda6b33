// Small texts of the catalog taken apart: vectors of oids, arrays of numbers, storage parameters.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.hpp"

namespace barqdb::catalog {

// "1 2 3" or "{1,2,3}"; other characters separate numbers.
std::vector<std::int64_t> read_numbers(std::string_view text);
// "{fillfactor=70,autovacuum_enabled=off}"
std::map<std::string, std::string> read_options(std::string_view array);
// Entries "1 value;2 value" by their number.
std::map<int, std::string> read_numbered(std::string_view text);

// The expressions of an index from the list that the server prints: cut at commas outside parentheses and quotes.
std::vector<std::string_view> split_expressions(std::string_view list);

std::optional<std::int64_t> optional_integer(const db::Result& result, std::size_t row, std::size_t column);
std::optional<double> optional_number(const db::Result& result, std::size_t row, std::size_t column);

}  // namespace barqdb::catalog
