// move-to-other-schema: A table is moved to another schema under running code.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "AlterObjectSchemaStmt" || !subject.node["relation"]) return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  if (subject.existing(table)) found.add(table, "code that runs now asks for it in its old schema and fails");
}

}  // namespace

Rule move_to_other_schema() {
  Rule rule;
  rule.id = "move-to-other-schema";
  rule.severity = "warning";
  rule.summary = "A table is moved to another schema under running code.";
  rule.why = "Code that runs now asks for it in the old schema and fails, unless both are in its search_path.";
  rule.bad = R"sql(ALTER TABLE users SET SCHEMA archive;)sql";
  rule.safe = R"sql(CREATE TABLE archive.users (id bigint PRIMARY KEY);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
