// rename-table: A table, view or sequence is renamed under running code.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "RenameStmt") return;
  const std::string& type = subject.node["renameType"].text;
  if (type != "OBJECT_TABLE" && type != "OBJECT_VIEW" && type != "OBJECT_MATVIEW" && type != "OBJECT_FOREIGN_TABLE" &&
      type != "OBJECT_SEQUENCE")
    return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  if (!subject.existing(table)) return;
  found.add(table, "code that runs now asks for the old name and fails");
}

}  // namespace

Rule rename_table() {
  Rule rule;
  rule.id = "rename-table";
  rule.severity = "warning";
  rule.summary = "A table, view or sequence is renamed under running code.";
  rule.why =
      "Code that runs now asks for the old name and fails from this moment on. Where the old name must go on for a "
      "while, put a view of that name over the table in the same transaction.";
  rule.bad = R"sql(ALTER TABLE users RENAME TO accounts;)sql";
  rule.safe = R"sql(-- barqdb:ignore rename-table: the view of the old name serves running code until release 42
ALTER TABLE users RENAME TO accounts;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
