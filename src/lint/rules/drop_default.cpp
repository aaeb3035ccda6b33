// drop-default: The default of a column is dropped under running code.
#include <algorithm>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

bool drops_default(const plan::SyntaxNode& command) {
  return command["subtype"].text == "AT_ColumnDefault" && (!command["def"] || command["def"]["A_Const"]["isnull"].flag);
}

// Whether a later statement of the part gives the column a default again.
bool set_again(const Subject& subject, const AlterCommand& command) {
  return std::any_of(subject.after.begin(), subject.after.end(), [&](const plan::ParsedStatement& statement) {
    const plan::SyntaxNode& node = statement.tree.inner();
    if (relation_of(node["relation"]).name != command.table.name) return false;
    const auto& items = node["cmds"].items;
    return std::any_of(items.begin(), items.end(), [&](const plan::SyntaxNode& item) {
      const plan::SyntaxNode& later = item.inner();
      return later["subtype"].text == "AT_ColumnDefault" && later["name"].text == command.name && !drops_default(later);
    });
  });
}

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : relation_commands(subject)) {
    if (!drops_default(command.node) || set_again(subject, command)) continue;
    const KnownColumn* column = subject.schema.column(command.table, command.name);
    const bool required = column != nullptr && column->not_null;
    found.add_part(command.table, command.name,
                   required ? "running code that does not name " + command.name + " can insert no row any more"
                            : "running code that does not name " + command.name + " writes null there from now on",
                   required ? "warning" : "");
  }
  if (subject.kind != "AlterDomainStmt" || subject.node["subtype"].text != "T" || subject.node["def"]) return;
  const std::string domain = name_of(subject.node["typeName"]).text();
  found.add(domain, model::QualifiedName{},
            "running code that does not name a column of " + domain + " writes null there from now on");
}

}  // namespace

Rule drop_default() {
  Rule rule;
  rule.id = "drop-default";
  rule.severity = "info";
  rule.summary = "The default of a column is dropped under running code.";
  rule.why =
      "Code that leaves the column out of its INSERT gets null from this moment on, and where the column is NOT "
      "NULL its INSERT fails: then it is a warning. So does code that is older than the column when it was "
      "added NOT NULL with a default which the same file drops. Drop it when every writer that runs names the "
      "column. A later SET DEFAULT in the same file takes its place.";
  rule.bad = R"sql(ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'open';
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'open';)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
