// create-enum: An enum is created.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "CreateEnumStmt") return;
  const model::QualifiedName type = name_of(subject.node["typeName"]);
  found.add(type.text(), {}, "labels can be added and renamed, never removed");
}

}  // namespace

Rule create_enum() {
  Rule rule;
  rule.id = "create-enum";
  rule.severity = "info";
  rule.summary = "An enum is created.";
  rule.why =
      "A label cannot be removed, and carries nothing but its name. Where the values will change, a table that others "
      "refer to, or a text with a check, is changed by ordinary statements.";
  rule.bad = R"sql(CREATE TYPE mood AS ENUM ('sad', 'happy');)sql";
  rule.safe = R"sql(CREATE TABLE moods (name text PRIMARY KEY);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
