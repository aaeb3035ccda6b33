// transaction-in-revision: BEGIN or COMMIT stands inside a revision of the chain.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.unit.chain || subject.kind != "TransactionStmt") return;
  const std::string& kind = subject.node["kind"].text;
  if (kind == "TRANS_STMT_SAVEPOINT" || kind == "TRANS_STMT_RELEASE" || kind == "TRANS_STMT_ROLLBACK_TO") return;
  found.add(model::QualifiedName{}, "barqdb opens and ends the transaction of a revision itself: leave it out");
}

}  // namespace

Rule transaction_in_revision() {
  Rule rule;
  rule.id = "transaction-in-revision";
  rule.severity = "error";
  rule.summary = "BEGIN or COMMIT stands inside a revision of the chain.";
  rule.why =
      "barqdb opens the transaction of a revision, writes its ledger in it and commits it. A COMMIT of the file's own "
      "would end it in the middle; barqdb refuses to run the file.";
  rule.statement = check;
  rule.down = true;
  rule.chain_example = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
