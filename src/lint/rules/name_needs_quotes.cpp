// name-needs-quotes: A table or column has a name that must be quoted.
#include "base/quote.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// Whether it is the same without quotes: some key words are names as well.
bool plain(const std::string& name) {
  if (base::quote_identifier(name) == name) return true;
  const std::string text = "CREATE TABLE " + name + " (" + name + " int)";
  const std::vector<plan::ParsedStatement> parsed = plan::parse_statements(text);
  return parsed.size() == 1 && relation_of(parsed.front().tree["CreateStmt"]["relation"]).name == name;
}

void check(const Subject& subject, Found& found) {
  if (subject.kind == "CreateStmt") {
    const model::QualifiedName table = relation_of(subject.node["relation"]);
    if (!plain(table.name)) found.add(table, table.name + " must be written in double quotes wherever it is used");
  }
  for (const DefinedColumn& column : defined_columns(subject)) {
    if (plain(column.name) || (subject.kind == "AlterTableStmt" && column.definition["colname"].text.empty())) continue;
    found.add_part(column.table, column.name, column.name + " must be written in double quotes wherever it is used");
  }
}

}  // namespace

Rule name_needs_quotes() {
  Rule rule;
  rule.id = "name-needs-quotes";
  rule.severity = "info";
  rule.summary = "A table or column has a name that must be quoted.";
  rule.why =
      "A name with capitals, or one that PostgreSQL reserves, is found only in double quotes, in every "
      "statement from then on. Off, as many object mappers quote by themselves.";
  rule.bad = R"sql(CREATE TABLE "User" ("Id" bigint PRIMARY KEY);)sql";
  rule.safe = R"sql(CREATE TABLE users (id bigint PRIMARY KEY);)sql";
  rule.statement = check;
  rule.enabled = false;
  return rule;
}

}  // namespace barqdb::lint::rules_table
