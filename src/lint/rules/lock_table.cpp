// lock-table: A table is locked explicitly.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  constexpr long row_exclusive = 3;  // the strongest that writers themselves take
  if (subject.kind != "LockStmt" || subject.node["mode"].number <= row_exclusive) return;
  for (const plan::SyntaxNode& item : subject.node["relations"].items) {
    const model::QualifiedName table = relation_of(item.inner());
    if (subject.existing(table)) found.add(table, "others wait for it until the transaction ends");
  }
}

}  // namespace

Rule lock_table() {
  Rule rule;
  rule.id = "lock-table";
  rule.severity = "warning";
  rule.summary = "A table is locked explicitly.";
  rule.why =
      "LOCK TABLE in a mode that conflicts with writers holds them, and all that queue behind, until the transaction "
      "ends.";
  rule.bad = R"sql(LOCK TABLE orders IN EXCLUSIVE MODE;)sql";
  rule.safe = R"sql(LOCK TABLE orders IN ROW EXCLUSIVE MODE;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
