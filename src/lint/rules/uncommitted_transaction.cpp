// uncommitted-transaction: A file ends inside a transaction that it began.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.unit.chain || !subject.last) return;
  const bool statement = subject.kind == "TransactionStmt";
  const std::string& kind = subject.node["kind"].text;
  const bool begins = statement && (kind == "TRANS_STMT_BEGIN" || kind == "TRANS_STMT_START");
  const bool ends = statement && (kind.starts_with("TRANS_STMT_COMMIT") || kind == "TRANS_STMT_ROLLBACK" ||
                                  kind.starts_with("TRANS_STMT_PREPARE"));
  if ((subject.transaction.by_text && !ends) || begins)
    found.add(model::QualifiedName{}, "the transaction that this file began is never committed");
}

}  // namespace

Rule uncommitted_transaction() {
  Rule rule;
  rule.id = "uncommitted-transaction";
  rule.severity = "warning";
  rule.summary = "A file ends inside a transaction that it began.";
  rule.why =
      "Nothing ends the transaction: its work is rolled back when the session closes, and until then all its locks are "
      "held.";
  rule.bad = R"sql(BEGIN;
ALTER TABLE orders ADD COLUMN state text;)sql";
  rule.safe = R"sql(BEGIN;
ALTER TABLE orders ADD COLUMN state text;
COMMIT;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
