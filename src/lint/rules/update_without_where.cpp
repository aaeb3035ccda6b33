// update-without-where: Every row of a table is updated in one statement.
#include "lint/constant_truth.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const plan::SyntaxNode* change : changes_of(subject, "UpdateStmt")) {
    const plan::SyntaxNode& where = (*change)["whereClause"];
    const model::QualifiedName table = relation_of((*change)["relation"]);
    if ((where && !always_true(where)) || !subject.existing(table)) continue;
    found.add(table, "updates every row in one statement; do it in batches by key");
  }
}

}  // namespace

Rule update_without_where() {
  Rule rule;
  rule.id = "update-without-where";
  rule.severity = "warning";
  rule.summary = "Every row of a table is updated in one statement.";
  rule.why =
      "All rows stay locked until the end, every row gets a second version, and replicas fall behind. Update in "
      "batches by key, each in a transaction of its own.";
  rule.bad = R"sql(UPDATE orders SET state = 'open';)sql";
  rule.safe = R"sql(UPDATE orders SET state = 'open' WHERE id BETWEEN 1 AND 1000 AND state IS NULL;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
