// drop-schema: A schema is dropped.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const model::QualifiedName& name : dropped(subject, "OBJECT_SCHEMA")) {
    if (made_here(subject, "schema", name)) continue;
    found.add(name.text(), model::QualifiedName{}, "code that runs now may use what is in it");
  }
}

}  // namespace

Rule drop_schema() {
  Rule rule;
  rule.id = "drop-schema";
  rule.severity = "warning";
  rule.summary = "A schema is dropped.";
  rule.why = "With CASCADE everything in it is gone, and what depends on it elsewhere; code that runs now fails.";
  rule.bad = R"sql(DROP SCHEMA sales CASCADE;)sql";
  rule.safe = R"sql(CREATE SCHEMA sales_next;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
