// nested-transaction: BEGIN inside a transaction, or an end without a beginning.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.unit.chain || subject.kind != "TransactionStmt") return;
  const std::string& kind = subject.node["kind"].text;
  const bool begins = kind == "TRANS_STMT_BEGIN" || kind == "TRANS_STMT_START";
  const bool ends = kind == "TRANS_STMT_COMMIT" || kind == "TRANS_STMT_ROLLBACK";
  if (begins && subject.transaction.open) found.add(model::QualifiedName{}, "a transaction is open already");
  if (ends && !subject.transaction.by_text) {
    found.add(model::QualifiedName{}, subject.transaction.open
                                          ? "ends the transaction that the migration tool has opened"
                                          : "no transaction is open");
  }
}

}  // namespace

Rule nested_transaction() {
  Rule rule;
  rule.id = "nested-transaction";
  rule.severity = "warning";
  rule.summary = "BEGIN inside a transaction, or an end without a beginning.";
  rule.why =
      "A second BEGIN begins nothing: the server warns and goes on, and the first COMMIT ends all of it. Where the "
      "migration tool opens a transaction by itself, a COMMIT in the file ends that one, and what follows runs "
      "unprotected.";
  rule.bad = R"sql(BEGIN;
BEGIN;
SELECT 1;
COMMIT;)sql";
  rule.safe = R"sql(BEGIN;
SELECT 1;
COMMIT;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
