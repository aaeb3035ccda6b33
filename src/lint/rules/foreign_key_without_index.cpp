// foreign-key-without-index: No index of the file leads with the columns of a new foreign key.
#include <algorithm>

#include "base/text.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

using Columns = std::vector<std::string>;

struct Key {
  model::QualifiedName table;
  Columns columns;
  std::size_t part = 0;
  const plan::ParsedStatement* statement = nullptr;
};

void take_constraint(const model::QualifiedName& table, const plan::SyntaxNode& node, const std::string& column,
                     std::vector<Key>& foreign, std::vector<Key>& indexed) {
  const std::string& kind = node["contype"].text;
  Columns columns = strings_of(kind == "CONSTR_FOREIGN" ? node["fk_attrs"] : node["keys"]);
  if (columns.empty() && !column.empty()) columns = {column};
  if (kind == "CONSTR_FOREIGN") foreign.push_back({table, columns, 0, nullptr});
  if (kind == "CONSTR_PRIMARY" || kind == "CONSTR_UNIQUE") indexed.push_back({table, columns, 0, nullptr});
}

void take_statement(const plan::SyntaxNode& tree, std::vector<Key>& foreign, std::vector<Key>& indexed) {
  const plan::SyntaxNode& node = tree.inner();
  const model::QualifiedName table = relation_of(node["relation"]);
  const auto column = [&](const plan::SyntaxNode& definition) {
    for (const plan::SyntaxNode& item : definition["constraints"].items) {
      take_constraint(table, item.inner(), definition["colname"].text, foreign, indexed);
    }
  };
  for (const plan::SyntaxNode& item : node["tableElts"].items) {
    column(item["ColumnDef"]);
    if (item["Constraint"]) take_constraint(table, item["Constraint"], "", foreign, indexed);
  }
  for (const plan::SyntaxNode& item : node["cmds"].items) {
    const plan::SyntaxNode& definition = item.inner()["def"];
    column(definition["ColumnDef"]);
    const bool adds = item.inner()["subtype"].text == "AT_AddConstraint";
    if (adds && definition["Constraint"]) take_constraint(table, definition["Constraint"], "", foreign, indexed);
  }
  if (tree.tag() != "IndexStmt" || node["whereClause"]) return;
  Key key{table, {}, 0, nullptr};
  for (const IndexKey& one : index_of(node).keys) key.columns.push_back(one.column);
  indexed.push_back(std::move(key));
}

// The first columns of the index are those of the foreign key, in any order.
bool leads(const Key& index, const Key& foreign) {
  if (index.table.name != foreign.table.name || index.columns.size() < foreign.columns.size()) return false;
  return std::is_permutation(foreign.columns.begin(), foreign.columns.end(), index.columns.begin());
}

void check(const UnitSubject& subject, Found& found) {
  if (subject.unit.chain) return;
  std::vector<Key> foreign;
  std::vector<Key> indexed;
  for (std::size_t i = 0; i < subject.statements.size(); ++i) {
    if (subject.unit.parts[i].down) continue;
    for (const plan::ParsedStatement& statement : subject.statements[i]) {
      const std::size_t before = foreign.size();
      take_statement(statement.tree, foreign, indexed);
      for (std::size_t k = before; k < foreign.size(); ++k) {
        foreign[k].part = i;
        foreign[k].statement = &statement;
      }
    }
  }
  for (const Key& key : foreign) {
    if (std::any_of(indexed.begin(), indexed.end(), [&](const Key& index) { return leads(index, key); })) continue;
    const std::string columns = base::join(key.columns, ", ");
    found.add_part(key.table, columns,
                   "no index of this file leads with (" + columns + "), which a foreign key refers from");
    found.at(key.part, *key.statement);
  }
}

}  // namespace

Rule foreign_key_without_index() {
  Rule rule;
  rule.id = "foreign-key-without-index";
  rule.severity = "info";
  rule.summary = "No index of the file leads with the columns of a new foreign key.";
  rule.why =
      "Every DELETE and key UPDATE of the referenced table searches the referencing rows. Without an index each of "
      "them reads the whole table. Only plain SQL is looked at: in a chain the index may stand in a later revision, "
      "and `index-report` sees the database itself.";
  rule.bad = R"sql(CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id));)sql";
  rule.safe = R"sql(CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id));
CREATE INDEX idx_orders_customer ON orders (customer_id);)sql";
  rule.unit = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
