// move-to-other-schema: A table, function, type or extension is moved to another schema under running code.
#include <map>

#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check_others(const Subject& subject, Found& found) {
  static const std::map<std::string, std::string> kinds = {
      {"OBJECT_FUNCTION", "function"},  {"OBJECT_PROCEDURE", "function"}, {"OBJECT_ROUTINE", "function"},
      {"OBJECT_AGGREGATE", "function"}, {"OBJECT_TYPE", "type"},          {"OBJECT_DOMAIN", "type"}};
  const std::string& type = subject.node["objectType"].text;
  if (type == "OBJECT_EXTENSION")
    found.add(subject.node["object"]["String"]["sval"].text, model::QualifiedName{},
              "code that runs now asks for what it brings in its old schema and fails");
  const auto kind = kinds.find(type);
  if (kind == kinds.end()) return;
  const plan::SyntaxNode& object = subject.node["object"];
  const model::QualifiedName name =
      name_of(kind->second == "type" ? object["List"]["items"] : object["ObjectWithArgs"]["objname"]);
  if (made_here(subject, kind->second, name)) return;
  found.add(name.text(), model::QualifiedName{}, "code that runs now asks for it in its old schema and fails");
}

void check(const Subject& subject, Found& found) {
  if (subject.kind != "AlterObjectSchemaStmt") return;
  check_others(subject, found);
  if (!subject.node["relation"]) return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  if (subject.existing(table)) found.add(table, "code that runs now asks for it in its old schema and fails");
}

}  // namespace

Rule move_to_other_schema() {
  Rule rule;
  rule.id = "move-to-other-schema";
  rule.severity = "warning";
  rule.summary = "A table, function, type or extension is moved to another schema under running code.";
  rule.why = "Code that runs now asks for it in the old schema and fails, unless both are in its search_path.";
  rule.bad = R"sql(ALTER TABLE users SET SCHEMA archive;)sql";
  rule.safe = R"sql(CREATE TABLE archive.users (id bigint PRIMARY KEY);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
