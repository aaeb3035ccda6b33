// trigger-on-table: A trigger of an existing table is made, changed or dropped.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

model::QualifiedName table_of(const Subject& subject) {
  if (subject.kind == "CreateTrigStmt") return relation_of(subject.node["relation"]);
  if (subject.kind != "DropStmt" || subject.node["removeType"].text != "OBJECT_TRIGGER") return {};
  const auto& objects = subject.node["objects"].items;
  if (objects.empty()) return {};
  std::vector<std::string> parts = strings_of(objects.front().inner()["items"]);
  if (parts.size() < 2) return {};
  return {parts.size() > 2 ? parts[0] : "", parts[parts.size() - 2]};
}

void check(const Subject& subject, Found& found) {
  const model::QualifiedName table = table_of(subject);
  if (table.name.empty() || !subject.existing(table)) return;
  found.add(table, "locks " + table.text() + " for a moment and changes what every write does");
}

}  // namespace

Rule trigger_on_table() {
  Rule rule;
  rule.id = "trigger-on-table";
  rule.severity = "info";
  rule.summary = "A trigger of an existing table is made, changed or dropped.";
  rule.why =
      "CREATE TRIGGER and ALTER TRIGGER lock the table against writers, DROP TRIGGER against everybody, for a moment. "
      "From then on every write does more, or less, than before.";
  rule.bad = R"sql(CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION set_updated_at();)sql";
  rule.safe = R"sql(CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION set_updated_at();)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
