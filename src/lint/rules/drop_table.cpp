// drop-table: A table is dropped.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const model::QualifiedName& name : dropped(subject, "OBJECT_TABLE")) {
    if (!subject.existing(name)) continue;
    found.add(name.text(), name, "code that runs now may ask for it; its data is gone");
  }
}

}  // namespace

Rule drop_table() {
  Rule rule;
  rule.id = "drop-table";
  rule.severity = "warning";
  rule.summary = "A table is dropped.";
  rule.why =
      "Its rows are gone, and code that runs now and asks for it fails. Take it out of the code first; rename it and "
      "wait before dropping it when you are not sure.";
  rule.bad = R"sql(DROP TABLE users;)sql";
  rule.safe = R"sql(-- barqdb:ignore drop-table: nothing has read it since release 41, and the last backup is kept
DROP TABLE users;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
