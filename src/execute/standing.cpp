// Facts → hashes.
#include "execute/standing.hpp"

#include "base/hash.hpp"
#include "catalog/one_spelling.hpp"
#include "catalog/table_definitions.hpp"

namespace barqdb::execute {

void Standing::add(const PlanningFacts& facts) {
  for (const model::QualifiedName& table : facts.names.tables) tables_.insert(table);
  for (const auto& [key, index] : facts.catalog.indexes) {
    hashes_["index " + index.name.text()] =
        base::sha256_hex(index.definition + "\n" + (index.valid ? "valid" : "invalid") + "\n" + index.constraint +
                         "\n" + index.comment + "\n" + index.tablespace);
  }
  for (const auto& [key, constraint] : facts.catalog.constraints) {
    hashes_["constraint " + constraint.table.text() + "." + constraint.name] =
        base::sha256_hex(constraint.definition + (constraint.validated ? "" : "\nnot valid"));
  }
}

std::map<std::string, std::string> Standing::hashes(db::Connection& connection) const {
  std::map<std::string, std::string> all = hashes_;
  connection.query("BEGIN READ ONLY; " + catalog::one_spelling_sql("LOCAL"));
  for (const auto& [table, definition] : catalog::read_table_definitions(connection, tables_))
    all["table " + table] = base::sha256_hex(definition);
  connection.query("COMMIT");
  return all;
}

}  // namespace barqdb::execute
