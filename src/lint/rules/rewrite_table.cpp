// rewrite-table: A table is copied to another place or form.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  static const std::set<std::string> kinds = {"AT_SetTableSpace", "AT_SetLogged", "AT_SetUnLogged",
                                              "AT_SetAccessMethod"};
  for (const AlterCommand& command : alter_commands(subject)) {
    if (kinds.contains(command.kind)) found.add(command.table, "copies the table while nobody reads or writes it");
  }
}

}  // namespace

Rule rewrite_table() {
  Rule rule;
  rule.id = "rewrite-table";
  rule.severity = "warning";
  rule.summary = "A table is copied to another place or form.";
  rule.why =
      "SET TABLESPACE, SET LOGGED, SET UNLOGGED and SET ACCESS METHOD copy the table under an ACCESS EXCLUSIVE lock.";
  rule.bad = R"sql(ALTER TABLE orders SET TABLESPACE fast;)sql";
  rule.safe = R"sql(CREATE TABLE orders_next (id bigint PRIMARY KEY) TABLESPACE fast;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
