// add-enum-value: A label is added to an enum that running code reads.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "AlterEnumStmt" || !subject.node["oldVal"].text.empty()) return;
  const model::QualifiedName type = name_of(subject.node["typeName"]);
  if (made_here(subject, "type", type)) return;
  found.add(type.text(), model::QualifiedName{},
            "running code may read '" + subject.node["newVal"].text + "', which it does not know");
}

}  // namespace

Rule add_enum_value() {
  Rule rule;
  rule.id = "add-enum-value";
  rule.severity = "info";
  rule.summary = "A label is added to an enum that running code reads.";
  rule.why =
      "Code that runs now can meet a label that it does not know as soon as new code writes it. Release code "
      "that copes with it first. Usually that goes without saying, so the rule is off.";
  rule.bad = R"sql(ALTER TYPE mood ADD VALUE 'fine' BEFORE 'happy';)sql";
  rule.safe = R"sql(CREATE TYPE mood AS ENUM ('sad', 'fine', 'happy');)sql";
  rule.statement = check;
  rule.enabled = false;
  return rule;
}

}  // namespace barqdb::lint::rules_table
