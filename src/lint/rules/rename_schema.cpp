// rename-schema: A schema is renamed under running code.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "RenameStmt") return;
  const std::string& type = subject.node["renameType"].text;
  if (type != "OBJECT_SCHEMA") return;
  found.add(subject.node["subname"].text, model::QualifiedName{},
            "every name in the schema changes; code that runs now fails");
}

}  // namespace

Rule rename_schema() {
  Rule rule;
  rule.id = "rename-schema";
  rule.severity = "warning";
  rule.summary = "A schema is renamed under running code.";
  rule.why =
      "Every name in it changes at once: code that runs now fails, and so does every search_path that names the "
      "schema.";
  rule.bad = R"sql(ALTER SCHEMA sales RENAME TO trade;)sql";
  rule.safe = R"sql(CREATE SCHEMA trade;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
