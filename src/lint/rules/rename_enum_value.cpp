// rename-enum-value: A label of an enum is renamed under running code.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "AlterEnumStmt" || subject.node["oldVal"].text.empty()) return;
  found.add(name_of(subject.node["typeName"]).text(), model::QualifiedName{},
            "code that runs now writes '" + subject.node["oldVal"].text + "' and fails");
}

}  // namespace

Rule rename_enum_value() {
  Rule rule;
  rule.id = "rename-enum-value";
  rule.severity = "warning";
  rule.summary = "A label of an enum is renamed under running code.";
  rule.why =
      "Code that runs now writes and compares the old label and fails from this moment on. Add the new label, write "
      "it, move the rows over in batches, and leave the old one.";
  rule.bad = R"sql(ALTER TYPE status RENAME VALUE 'done' TO 'closed';)sql";
  rule.safe = R"sql(ALTER TYPE status ADD VALUE 'closed';)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
