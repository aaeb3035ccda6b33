// vacuum-full: A table is written anew to give back space.
#include "lint/read.hpp"
#include "lint/rule.hpp"
#include "plan/transaction_use.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "VacuumStmt" || !plan::option_on(subject.node["options"], "full")) return;
  model::QualifiedName table;
  if (!subject.node["rels"].items.empty()) table = relation_of(subject.node["rels"].items.front().inner()["relation"]);
  found.add(table, "copies the table while nobody reads or writes it; a plain VACUUM keeps the space for new rows");
}

}  // namespace

Rule vacuum_full() {
  Rule rule;
  rule.id = "vacuum-full";
  rule.severity = "warning";
  rule.summary = "A table is written anew to give back space.";
  rule.why =
      "VACUUM FULL holds an ACCESS EXCLUSIVE lock while it copies the table and builds all its indexes. A plain VACUUM "
      "makes the space usable again without a lock; pg_repack gives it back beside the running table.";
  rule.bad = R"sql(VACUUM FULL orders;)sql";
  rule.safe = R"sql(VACUUM orders;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
