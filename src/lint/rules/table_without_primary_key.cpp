// table-without-primary-key: A table is created without a primary key.
#include <algorithm>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

bool is_key(const plan::SyntaxNode& constraint) { return constraint["contype"].text == "CONSTR_PRIMARY"; }

bool has_key(const plan::SyntaxNode& element) {
  if (is_key(element["Constraint"]) || element["TableLikeClause"]) return true;
  const auto& own = element["ColumnDef"]["constraints"].items;
  return std::any_of(own.begin(), own.end(), [](const plan::SyntaxNode& item) { return is_key(item.inner()); });
}

// ALTER TABLE … ADD PRIMARY KEY, ADD COLUMN … PRIMARY KEY, as pg_dump writes it behind the tables.
bool keyed_later(const Subject& subject, const std::string& table) {
  return std::any_of(subject.after.begin(), subject.after.end(), [&](const plan::ParsedStatement& statement) {
    const plan::SyntaxNode& node = statement.tree.inner();
    if (statement.tree.tag() != "AlterTableStmt" || relation_of(node["relation"]).name != table) return false;
    const auto& items = node["cmds"].items;
    return std::any_of(items.begin(), items.end(),
                       [](const plan::SyntaxNode& item) { return has_key(item.inner()["def"]); });
  });
}

void check(const Subject& subject, Found& found) {
  const plan::SyntaxNode& node = subject.node;
  if (subject.kind != "CreateStmt" || node["relation"]["relpersistence"].text == "t") return;
  const model::QualifiedName table = relation_of(node["relation"]);
  const auto& elements = node["tableElts"].items;
  const bool inherits = !node["inhRelations"].items.empty() || static_cast<bool>(node["ofTypename"]);
  if (inherits || table.schema == "pg_temp" || std::any_of(elements.begin(), elements.end(), has_key)) return;
  if (!keyed_later(subject, table.name)) found.add(table, "has no primary key: nothing tells two equal rows apart");
}

}  // namespace

Rule table_without_primary_key() {
  Rule rule;
  rule.id = "table-without-primary-key";
  rule.severity = "info";
  rule.summary = "A table is created without a primary key.";
  rule.why =
      "Nothing tells two equal rows apart: logical replication refuses UPDATE and DELETE, batches have no order "
      "to go by, and many tools cannot name a row. Temporary tables, partitions, and tables with columns of "
      "another table are not found.";
  rule.bad = R"sql(CREATE TABLE events (kind text, payload jsonb);)sql";
  rule.safe =
      R"sql(CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text, payload jsonb);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
