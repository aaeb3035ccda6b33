// delete-without-where: Every row of a table is deleted in one statement.
#include "lint/constant_truth.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const plan::SyntaxNode* change : changes_of(subject, "DeleteStmt")) {
    const plan::SyntaxNode& where = (*change)["whereClause"];
    const model::QualifiedName table = relation_of((*change)["relation"]);
    if ((where && !always_true(where)) || !subject.existing(table)) continue;
    found.add(table, "deletes every row in one statement");
  }
}

}  // namespace

Rule delete_without_where() {
  Rule rule;
  rule.id = "delete-without-where";
  rule.severity = "warning";
  rule.summary = "Every row of a table is deleted in one statement.";
  rule.why =
      "All rows are gone; the statement is long, and its space comes back only by vacuum. Delete in batches by key.";
  rule.bad = R"sql(DELETE FROM orders;)sql";
  rule.safe = R"sql(DELETE FROM orders WHERE id BETWEEN 1 AND 1000 AND cancelled;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
