// The rows of a Result, copied out of whichever driver produced them, so that they outlive it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/connection.hpp"

namespace barqdb::db {

// Cells stand row by row in one buffer; a cell's text goes from its start to the next cell's.
struct Result::Data {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::int64_t affected_rows = 0;
  std::vector<std::string> names;
  std::string bytes;
  std::vector<std::size_t> starts;
  std::vector<bool> nulls;

  void add_null() {
    starts.push_back(bytes.size());
    nulls.push_back(true);
  }
  void add(std::string_view text) {
    starts.push_back(bytes.size());
    nulls.push_back(false);
    bytes += text;
  }
};

}  // namespace barqdb::db
