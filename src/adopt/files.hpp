// What the readers of all tools share: folders, lines, and texts as PostgreSQL on any machine reads them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace barqdb::adopt {

// Names of the files directly in the folder, sorted. Throws Error{usage} when it cannot be read.
std::vector<std::string> list_files(const std::string& folder);
// Paths of all files in the folder and below it, sorted. Likewise.
std::vector<std::string> list_files_below(const std::string& folder);
// The file without a byte order mark and without carriage returns before line ends. Throws Error{usage}.
std::string load_text(const std::string& path);
bool exists(const std::string& path);

struct Line {
  std::string_view text;  // without its end
  std::size_t begin = 0;  // in the whole text
  std::size_t end = 0;    // behind its line end
  int number = 0;         // from 1
};
std::vector<Line> lines_of(std::string_view text);
// Neither blank nor a comment from its first word on.
bool is_sql(std::string_view line);

// The digits at the start of a file's name, "" when it begins with none.
std::string leading_digits(std::string_view name);
// Whether the first of two rows of digits is the smaller number: 9 before 10, 09 and 9 alike.
bool smaller_number(std::string_view a, std::string_view b);
// "create_users-table" → "create users table"
std::string title_of(std::string_view name);

// Something that makes a revision's id of a version: other characters become _.
std::string id_of(std::string_view version);

}  // namespace barqdb::adopt
