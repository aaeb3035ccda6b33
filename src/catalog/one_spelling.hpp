// How the server prints constants and definitions, whatever this session, role or database likes: 01/02/2024 and 3.14
// mean something else, or less, to the next one that reads them.
#pragma once

#include <string>
#include <string_view>

namespace barqdb::catalog {

// `scope` is LOCAL, for the rest of the transaction, or SESSION, for a connection that runs nothing of the user's.
inline std::string one_spelling_sql(std::string_view scope) {
  std::string sql;
  for (const char* setting : {"DateStyle = ISO", "IntervalStyle = postgres", "TimeZone = 'UTC'",
                              "extra_float_digits = 1", "bytea_output = hex", "quote_all_identifiers = off"})
    sql += (sql.empty() ? "SET " : "; SET ") + std::string(scope) + " " + setting;
  return sql;
}

}  // namespace barqdb::catalog
