// backfill-with-schema-change: Rows are changed while a lock of a schema change is held.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

bool changes_rows(const Subject& subject) {
  if (subject.kind == "UpdateStmt" || subject.kind == "DeleteStmt") return true;
  return subject.kind == "InsertStmt" && subject.node["selectStmt"]["SelectStmt"]["fromClause"];
}

void check(const Subject& subject, Found& found) {
  if (!subject.transaction.open || subject.transaction.exclusive.empty() || !changes_rows(subject)) return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  if (!subject.existing(table)) return;
  const model::QualifiedName& locked = subject.transaction.exclusive.front();
  found.add(table, "runs while this transaction keeps everybody from " + locked.text() +
                       "; change rows in a transaction of their own");
}

}  // namespace

Rule backfill_with_schema_change() {
  Rule rule;
  rule.id = "backfill-with-schema-change";
  rule.severity = "warning";
  rule.summary = "Rows are changed while a lock of a schema change is held.";
  rule.why =
      "The ALTER TABLE before it in the same transaction holds an ACCESS EXCLUSIVE lock until the end, so nobody uses "
      "the table for as long as the rows are being changed. Change the schema in one transaction, the rows in batches "
      "afterwards.";
  rule.bad = R"sql(BEGIN;
ALTER TABLE orders ADD COLUMN state text;
UPDATE orders SET state = 'open' WHERE closed_at IS NULL;
COMMIT;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN state text;
UPDATE orders SET state = 'open' WHERE id BETWEEN 1 AND 1000;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
