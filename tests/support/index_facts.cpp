// One query over the catalogs, independent of the program's own.
#include "support/index_facts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>

namespace barqdb::test {

std::vector<std::string> index_facts(db::Connection& connection, bool constraints, bool parts) {
  const db::Result result = connection.query(
      std::string(
          "SELECT pg_get_indexdef(c.oid) || ' | ' || coalesce(quote_literal(obj_description(c.oid, "
          "'pg_class')), '-') || ' | ' || "
          "coalesce(c.reloptions::text, '-') || ' | ' || coalesce((SELECT string_agg(attnum || '=' || "
          "attstattarget || coalesce(attoptions::text, ''), ' ' ORDER BY attnum) FROM pg_attribute "
          "WHERE attrelid = c.oid AND (attstattarget >= 0 OR attoptions IS NOT NULL)), '-') || ' | ' || "
          "coalesce((SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace), '-') || ' | ' || "
          "CASE WHEN indisclustered THEN 'clustered ' ELSE '' END || CASE WHEN indisreplident THEN 'identity ' "
          "ELSE '' END || "
          "CASE WHEN indisvalid THEN 'valid' ELSE 'invalid' END || "
          "CASE WHEN c.relispartition THEN ' part' ELSE '' END || "
          "coalesce((SELECT string_agg(' goes with ' || e.extname, '' ORDER BY e.extname) FROM pg_depend x JOIN "
          "pg_extension e ON e.oid = x.refobjid WHERE x.objid = c.oid AND x.deptype = 'x'), '') "
          "FROM pg_index i JOIN pg_class c ON c.oid = indexrelid JOIN pg_namespace n ON n.oid = relnamespace "
          "WHERE nspname !~ '^pg_' AND nspname <> 'barqdb' AND NOT EXISTS (SELECT FROM pg_depend "
          "WHERE objid = indrelid AND deptype = 'e')") +
      (constraints ? "" : " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid AND contype <> 'f')") +
      (parts ? "" : " AND NOT c.relispartition") + " ORDER BY 1");
  std::vector<std::string> lines;
  for (std::size_t row = 0; row < result.rows(); ++row) lines.emplace_back(result.text(row, 0));
  std::sort(lines.begin(), lines.end());
  return lines;
}

void check_same_facts(const std::vector<std::string>& expected, const std::vector<std::string>& actual) {
  std::vector<std::string> missing, surplus;
  std::set_difference(expected.begin(), expected.end(), actual.begin(), actual.end(), std::back_inserter(missing));
  std::set_difference(actual.begin(), actual.end(), expected.begin(), expected.end(), std::back_inserter(surplus));
  for (const std::string& line : missing) CHECK_MESSAGE(false, "expected: " << line);
  for (const std::string& line : surplus) CHECK_MESSAGE(false, "actual:   " << line);
}

}  // namespace barqdb::test
