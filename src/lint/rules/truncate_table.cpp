// truncate-table: A table is emptied.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "TruncateStmt" || subject.node["behavior"].text == "DROP_CASCADE") return;
  for (const plan::SyntaxNode& item : subject.node["relations"].items) {
    const model::QualifiedName table = relation_of(item.inner());
    if (subject.existing(table))
      found.add(table, "its rows are gone, and nobody may use it until the transaction ends");
  }
}

}  // namespace

Rule truncate_table() {
  Rule rule;
  rule.id = "truncate-table";
  rule.severity = "warning";
  rule.summary = "A table is emptied.";
  rule.why = "Its rows are gone. TRUNCATE takes an ACCESS EXCLUSIVE lock, and older snapshots see the table empty.";
  rule.bad = R"sql(TRUNCATE orders;)sql";
  rule.safe = R"sql(DELETE FROM orders WHERE id BETWEEN 1 AND 1000 AND cancelled;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
