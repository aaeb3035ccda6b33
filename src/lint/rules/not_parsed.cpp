// not-parsed: A statement does not parse.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.error.empty()) found.add(model::QualifiedName{}, "does not parse as PostgreSQL 15: " + subject.error);
}

}  // namespace

Rule not_parsed() {
  Rule rule;
  rule.id = "not-parsed";
  rule.severity = "info";
  rule.summary = "A statement does not parse.";
  rule.why =
      "The parser here is that of PostgreSQL 15: newer grammar is refused by it, and so is what is no SQL at all. The "
      "server judges; nothing else was looked at in this statement.";
  rule.bad = R"sql(ALTER TABLE orders ADD COLUMN;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN state text;)sql";
  rule.statement = check;
  rule.down = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
