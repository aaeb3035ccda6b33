// drop-database: A database is dropped.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "DropdbStmt") return;
  found.add(subject.node["dbname"].text, model::QualifiedName{}, "everything in it is gone");
}

}  // namespace

Rule drop_database() {
  Rule rule;
  rule.id = "drop-database";
  rule.severity = "warning";
  rule.summary = "A database is dropped.";
  rule.why = "Everything in it is gone.";
  rule.bad = R"sql(DROP DATABASE shop;)sql";
  rule.safe = R"sql(CREATE DATABASE shop_next;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
