// name-too-long: A name is longer than 63 bytes.
#include "lint/long_names.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.text.size() <= 63) return;
  static const std::set<std::string> naming = {
      "CreateStmt",       "AlterTableStmt", "IndexStmt",         "RenameStmt",        "CreateTrigStmt",
      "CreateSchemaStmt", "CreateEnumStmt", "ViewStmt",          "CreateTableAsStmt", "CreateSeqStmt",
      "CreateDomainStmt", "DropStmt",       "CompositeTypeStmt", "CreateFunctionStmt"};
  if (!naming.contains(subject.kind)) return;
  for (const std::string& name : long_names(subject.text)) {
    found.add(cut_name(name), relation_of(subject.node["relation"]),
              name + " has " + std::to_string(name.size()) + " bytes; PostgreSQL keeps " + cut_name(name),
              subject.kind == "DropStmt" ? "info" : "");
  }
}

}  // namespace

Rule name_too_long() {
  Rule rule;
  rule.id = "name-too-long";
  rule.severity = "warning";
  rule.summary = "A name is longer than 63 bytes.";
  rule.why =
      "PostgreSQL cuts it silently. Code and later migrations that use the whole name find it, as they are cut as "
      "well; tools that compare names do not, and two long names may become one.";
  rule.bad =
      R"sql(CREATE INDEX CONCURRENTLY idx_orders_by_customer_and_by_the_day_on_which_they_were_last_changed ON orders (a);)sql";
  rule.safe = R"sql(CREATE INDEX CONCURRENTLY idx_orders_customer_changed ON orders (a);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
