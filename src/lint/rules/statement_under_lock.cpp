// statement-under-lock: A query runs while a lock of a schema change is held.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// Whether it reads a table of people, not the catalogs.
bool reads_tables(const plan::SyntaxNode& node) {
  bool found = false;
  plan::walk(node, [&](const std::string& name, const plan::SyntaxNode& value) {
    if (name != "RangeVar") return;
    const model::QualifiedName table = relation_of(value);
    found = found || (!table.name.starts_with("pg_") && table.schema != "information_schema");
  });
  return found;
}

void check(const Subject& subject, Found& found) {
  if (!subject.transaction.open || subject.transaction.strong.empty()) return;
  const bool runs_query = subject.kind == "SelectStmt" || subject.kind == "CreateTableAsStmt";
  if (subject.kind != "CopyStmt" && !(runs_query && reads_tables(subject.node))) return;
  const model::QualifiedName& locked = subject.transaction.strong.front();
  found.add(locked,
            "the lock on " + locked.text() + " is held for as long as this takes; run it in another transaction");
}

}  // namespace

Rule statement_under_lock() {
  Rule rule;
  rule.id = "statement-under-lock";
  rule.severity = "info";
  rule.summary = "A query runs while a lock of a schema change is held.";
  rule.why =
      "A lock is kept until the transaction ends. Everything that runs behind the statement that took it makes others "
      "wait longer. Let the change of the schema be the last thing that a transaction does, or the only one.";
  rule.bad = R"sql(BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text;
SELECT count(*) FROM customers;
COMMIT;)sql";
  rule.safe = R"sql(SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text;
SELECT count(*) FROM customers;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
