// rename-column: A column is renamed under running code.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "RenameStmt") return;
  const std::string& type = subject.node["renameType"].text;
  if (type != "OBJECT_COLUMN" && type != "OBJECT_ATTRIBUTE") return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  if (!subject.existing(table)) return;
  found.add_part(table, subject.node["subname"].text, "code that runs now asks for the old name and fails");
}

}  // namespace

Rule rename_column() {
  Rule rule;
  rule.id = "rename-column";
  rule.severity = "warning";
  rule.summary = "A column is renamed under running code.";
  rule.why =
      "Code that runs now asks for the old name and fails from this moment on, until all of it is replaced. Add a "
      "column of the new name, write both, fill the old rows, read the new one, and drop the old one when nothing asks "
      "for it.";
  rule.bad = R"sql(ALTER TABLE users RENAME COLUMN name TO full_name;)sql";
  rule.safe = R"sql(ALTER TABLE users ADD COLUMN full_name text;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
