// table-exists-already: CREATE TABLE IF NOT EXISTS names a table that earlier SQL has made.
#include "base/text.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "CreateStmt" || !subject.node["if_not_exists"].flag) return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  const KnownTable* known = subject.schema.find(table);
  if (known == nullptr || known->created_in < 0) return;
  std::vector<std::string> missing;
  for (const DefinedColumn& column : defined_columns(subject)) {
    if (!known->columns.contains(column.name)) missing.push_back(column.name);
  }
  if (!missing.empty())
    found.add(table,
              "is there already, so nothing happens: it gets no " + base::join(missing, ", ") + "; use ALTER TABLE");
}

}  // namespace

Rule table_exists_already() {
  Rule rule;
  rule.id = "table-exists-already";
  rule.severity = "info";
  rule.summary = "CREATE TABLE IF NOT EXISTS names a table that earlier SQL has made.";
  rule.why = "The statement does nothing, whatever columns it lists. What it was meant to add needs ALTER TABLE.";
  rule.bad = R"sql(CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, state text);)sql";
  rule.safe = R"sql(CREATE TABLE orders (id bigint PRIMARY KEY);
ALTER TABLE orders ADD COLUMN state text;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
