// table-without-schema: A table is named without its schema.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  std::vector<model::QualifiedName> tables = dropped(subject, "OBJECT_TABLE");
  const plan::SyntaxNode& node = subject.node;
  const bool made_of_query = subject.kind == "CreateTableAsStmt";
  const plan::SyntaxNode& relation = made_of_query ? node["into"]["rel"] : node["relation"];
  const bool alters = subject.kind == "AlterTableStmt" && node["objtype"].text == "OBJECT_TABLE";
  if (made_of_query || alters || subject.kind == "CreateStmt") {
    if (relation["relpersistence"].text != "t") tables.push_back(relation_of(relation));
  }
  for (const model::QualifiedName& table : tables) {
    const KnownTable* known = subject.schema.find(table);
    if (table.schema.empty() && (known == nullptr || !known->temporary))
      found.add(table, table.name + " is looked for along the search_path; name its schema");
  }
}

}  // namespace

Rule table_without_schema() {
  Rule rule;
  rule.id = "table-without-schema";
  rule.severity = "info";
  rule.summary = "A table is named without its schema.";
  rule.why =
      "Which table is meant depends on the search_path of the session that runs the file. Off, as many "
      "databases have one schema only.";
  rule.bad = R"sql(CREATE TABLE orders (id bigint PRIMARY KEY);)sql";
  rule.safe = R"sql(CREATE TABLE sales.orders (id bigint PRIMARY KEY);)sql";
  rule.statement = check;
  rule.enabled = false;
  return rule;
}

}  // namespace barqdb::lint::rules_table
