// truncate-cascade: A table is emptied together with all that refer to it.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "TruncateStmt" || subject.node["behavior"].text != "DROP_CASCADE") return;
  for (const plan::SyntaxNode& item : subject.node["relations"].items) {
    const model::QualifiedName table = relation_of(item.inner());
    found.add(table, "every table that refers to it is emptied as well");
  }
}

}  // namespace

Rule truncate_cascade() {
  Rule rule;
  rule.id = "truncate-cascade";
  rule.severity = "warning";
  rule.summary = "A table is emptied together with all that refer to it.";
  rule.why =
      "TRUNCATE … CASCADE empties every table with a foreign key to it, and those that refer to these: tables that the "
      "statement does not name.";
  rule.bad = R"sql(TRUNCATE customers CASCADE;)sql";
  rule.safe = R"sql(DELETE FROM customers WHERE id BETWEEN 1 AND 1000 AND closed;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
