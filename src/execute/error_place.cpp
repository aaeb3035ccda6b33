// Positions in a statement → lines and columns of the file.
#include "execute/error_place.hpp"

#include <fstream>
#include <string>

#include "base/utf8.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::execute {
namespace {

std::string line_of_file(const std::string& path, int number) {
  std::ifstream file(path);
  std::string line;
  for (int at = 0; at < number; ++at) {
    if (!std::getline(file, line)) return "";
  }
  return line;
}

// The column of byte `at` of the SQL, in a line of the file that has the SQL's line as it is; 0 when it has not, as
// inside a YAML string with escapes.
int column_of(const std::string& sql, std::size_t at, const std::string& file_line) {
  const std::size_t before = at == 0 ? std::string::npos : sql.rfind('\n', at - 1);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  const std::string line = sql.substr(begin, sql.find('\n', begin) - begin);
  const std::size_t found = line.empty() ? std::string::npos : file_line.find(line);
  return found == std::string::npos ? 0 : static_cast<int>(found + at - begin) + 1;
}

base::Place at_byte(const model::Operation& operation, std::size_t at, bool exact) {
  base::Place place = operation.place;
  if (place.line == 0) return place;
  place.line += plan::line_at(operation.sql, at) - 1;
  place.column = exact ? column_of(operation.sql, at, line_of_file(place.file, place.line)) : 0;
  return place;
}

}  // namespace

base::Place place_of(const base::Error& error, const model::Operation& operation) {
  if (operation.intent != model::Intent::sql || error.statement != operation.sql) return operation.place;
  if (error.position > 0) {
    const auto character = static_cast<std::size_t>(error.position) - 1;
    return at_byte(operation, base::offset_of_character(operation.sql, character), true);
  }
  const std::vector<plan::Statement> statements = plan::split_statements(operation.sql);
  const auto done = static_cast<std::size_t>(error.statements_done);
  if (done == 0 || done >= statements.size()) return operation.place;
  return at_byte(operation, statements[done].offset, false);
}

}  // namespace barqdb::execute
