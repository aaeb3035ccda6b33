// drop-type: A type is dropped.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const model::QualifiedName& name : dropped(subject, "OBJECT_TYPE")) {
    found.add(name.text(), model::QualifiedName{}, "code that runs now may name it; with CASCADE its columns are gone");
  }
}

}  // namespace

Rule drop_type() {
  Rule rule;
  rule.id = "drop-type";
  rule.severity = "warning";
  rule.summary = "A type is dropped.";
  rule.why = "Code that runs now and names the type fails; with CASCADE every column of the type is gone.";
  rule.bad = R"sql(DROP TYPE status;)sql";
  rule.safe = R"sql(CREATE TYPE order_status AS ENUM ('open', 'closed');)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
