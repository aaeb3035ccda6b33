// trigger-on-table: A trigger or rule of an existing table is made, changed or dropped.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

std::vector<model::QualifiedName> tables_of(const Subject& subject) {
  std::vector<model::QualifiedName> out = tables_of_dropped(subject, "OBJECT_TRIGGER");
  for (model::QualifiedName& table : tables_of_dropped(subject, "OBJECT_RULE")) out.push_back(std::move(table));
  if (subject.kind == "CreateTrigStmt" || subject.kind == "RuleStmt")
    out.push_back(relation_of(subject.node["relation"]));
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind == "AT_EnableAlwaysTrig" || command.kind == "AT_EnableAlwaysRule") out.push_back(command.table);
  }
  return out;
}

void check(const Subject& subject, Found& found) {
  const bool rule = subject.kind == "RuleStmt" || subject.node["removeType"].text == "OBJECT_RULE";
  const std::string changed = rule && subject.node["event"].text == "CMD_SELECT" ? "read" : "write";
  for (const model::QualifiedName& table : tables_of(subject)) {
    if (subject.existing(table) && !made_here(subject, "view", table))
      found.add(table, "locks " + table.text() + " for a moment and changes what every " + changed + " does");
  }
}

}  // namespace

Rule trigger_on_table() {
  Rule rule;
  rule.id = "trigger-on-table";
  rule.severity = "info";
  rule.summary = "A trigger or rule of an existing table is made, changed or dropped.";
  rule.why =
      "CREATE TRIGGER and ALTER TRIGGER lock the table against writers, DROP TRIGGER, CREATE RULE and DROP RULE "
      "against everybody, for a moment. "
      "From then on every write does more, or less, than before.";
  rule.bad = R"sql(CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION set_updated_at();)sql";
  rule.safe = R"sql(CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION set_updated_at();)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
