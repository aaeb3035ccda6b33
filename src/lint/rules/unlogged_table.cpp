// unlogged-table: A table is created unlogged.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  const bool made_of_query = subject.kind == "CreateTableAsStmt";
  if (subject.kind != "CreateStmt" && !made_of_query) return;
  const plan::SyntaxNode& relation = made_of_query ? subject.node["into"]["rel"] : subject.node["relation"];
  if (relation["relpersistence"].text == "u")
    found.add(relation_of(relation), "is empty after a crash, and on every standby");
}

}  // namespace

Rule unlogged_table() {
  Rule rule;
  rule.id = "unlogged-table";
  rule.severity = "info";
  rule.summary = "A table is created unlogged.";
  rule.why =
      "After a crash of the server it is empty, a standby has none of its rows, and neither has a restored base "
      "backup. Right for what can be made anew.";
  rule.bad = R"sql(CREATE UNLOGGED TABLE cache (id bigint PRIMARY KEY, value text);)sql";
  rule.safe = R"sql(CREATE TABLE cache (id bigint PRIMARY KEY, value text);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
