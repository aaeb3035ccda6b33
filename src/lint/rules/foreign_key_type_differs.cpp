// foreign-key-type-differs: A foreign key has a smaller or larger integer type than the key to which it refers.
#include <map>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

using Types = std::map<std::string, ColumnType>;

int bytes_of(const ColumnType& type) { return type.array ? 0 : integer_bytes(type); }

// A column of the statement's own table, or of one that is known before it.
ColumnType type_in(const Subject& subject, const model::QualifiedName& table, const std::string& column,
                   const Types& own) {
  const auto found = own.find(column);
  if (found != own.end() && table.name == relation_of(subject.node["relation"]).name) return found->second;
  const KnownColumn* known = subject.schema.column(table, column);
  return known == nullptr ? ColumnType{} : known->type;
}

std::vector<std::string> primary_key(const Subject& subject, const model::QualifiedName& table) {
  const KnownTable* known = subject.schema.find(table);
  if (known == nullptr) return {};
  for (const KnownConstraint& constraint : known->constraints) {
    if (constraint.kind == "CONSTR_PRIMARY") return constraint.columns;
  }
  return {};
}

void check_key(const Subject& subject, const plan::SyntaxNode& node, const std::string& column, const Types& own,
               Found& found) {
  if (node["contype"].text != "CONSTR_FOREIGN") return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  const model::QualifiedName referred = relation_of(node["pktable"]);
  std::vector<std::string> columns = strings_of(node["fk_attrs"]);
  if (columns.empty() && !column.empty()) columns = {column};
  std::vector<std::string> keys = strings_of(node["pk_attrs"]);
  if (keys.empty()) keys = primary_key(subject, referred);
  for (std::size_t i = 0; i < columns.size() && i < keys.size(); ++i) {
    const ColumnType from = type_in(subject, table, columns[i], own);
    const ColumnType to = type_in(subject, referred, keys[i], own);
    if (bytes_of(from) == 0 || bytes_of(to) == 0 || bytes_of(from) == bytes_of(to)) continue;
    found.add_part(table, columns[i],
                   "is " + text_of(from) + ", " + referred.text() + "." + keys[i] + " is " + text_of(to));
  }
}

void check(const Subject& subject, Found& found) {
  if (subject.kind != "CreateStmt" && subject.kind != "AlterTableStmt") return;
  Types own;
  for (const DefinedColumn& column : defined_columns(subject)) own[column.name] = column.type;
  for (const DefinedColumn& column : defined_columns(subject)) {
    for (const plan::SyntaxNode& item : column.definition["constraints"].items)
      check_key(subject, item.inner(), column.name, own, found);
  }
  for (const plan::SyntaxNode& item : subject.node["tableElts"].items)
    check_key(subject, item["Constraint"], "", own, found);
  for (const plan::SyntaxNode& item : subject.node["cmds"].items) {
    if (item.inner()["subtype"].text == "AT_AddConstraint")
      check_key(subject, item.inner()["def"]["Constraint"], "", own, found);
  }
}

}  // namespace

Rule foreign_key_type_differs() {
  Rule rule;
  rule.id = "foreign-key-type-differs";
  rule.severity = "info";
  rule.summary = "A foreign key has a smaller or larger integer type than the key to which it refers.";
  rule.why =
      "It works until a key does not fit: an integer that refers to a bigint fails at 2,147,483,648, on a day "
      "when nobody expects it, and joins convert every value. Give both one type. Found where both types are "
      "known.";
  rule.bad = R"sql(CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id integer REFERENCES customers (id));)sql";
  rule.safe = R"sql(CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers (id));)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
