// statement-refuses-transaction: A statement that the server refuses inside a transaction stands in one.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

bool refused(const Subject& subject) {
  static const std::set<std::string> always = {"CreatedbStmt", "DropdbStmt", "CreateTableSpaceStmt",
                                               "DropTableSpaceStmt", "AlterSystemStmt"};
  if (always.contains(subject.kind)) return true;
  if (subject.kind == "VacuumStmt") return subject.node["is_vacuumcmd"].flag;
  if (subject.kind == "ReindexStmt") return !subject.node["relation"] && !concurrent(subject);
  return subject.kind == "ClusterStmt" && !subject.node["relation"];
}

void check(const Subject& subject, Found& found) {
  if (!subject.transaction.open || !refused(subject)) return;
  found.add(model::QualifiedName{}, "cannot run inside a transaction: the server will refuse it");
}

}  // namespace

Rule statement_refuses_transaction() {
  Rule rule;
  rule.id = "statement-refuses-transaction";
  rule.severity = "error";
  rule.summary = "A statement that the server refuses inside a transaction stands in one.";
  rule.why =
      "VACUUM, CREATE and DROP DATABASE, CREATE and DROP TABLESPACE, ALTER SYSTEM, REINDEX of a database or schema, "
      "and CLUSTER of all tables cannot run inside a transaction, so the file fails.";
  rule.bad = R"sql(BEGIN;
VACUUM orders;
COMMIT;)sql";
  rule.safe = R"sql(VACUUM orders;)sql";
  rule.statement = check;
  rule.down = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
