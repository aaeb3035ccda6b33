// statement-refuses-transaction: A statement that the server refuses inside a transaction stands in one.
#include <algorithm>

#include "lint/read.hpp"
#include "lint/rule.hpp"
#include "plan/transaction_use.hpp"

namespace barqdb::lint::rules_table {
namespace {

// DROP SUBSCRIPTION that no SET (slot_name = NONE) stands before.
bool drops_slot(const Subject& subject) {
  if (subject.kind != "DropSubscriptionStmt") return false;
  return std::none_of(subject.before.begin(), subject.before.end(), [&](const plan::ParsedStatement& before) {
    const plan::SyntaxNode& node = before.tree.inner();
    return before.tree.tag() == "AlterSubscriptionStmt" && node["subname"].text == subject.node["subname"].text &&
           plan::option_on(node["options"], "slot_name");
  });
}

void check(const Subject& subject, Found& found) {
  if (!subject.transaction.open || concurrent(subject)) return;  // that is another rule's
  if (plan::refuses_transaction(subject.kind, subject.node)) {
    found.add(model::QualifiedName{}, "cannot run inside a transaction: the server will refuse it");
  } else if (drops_slot(subject)) {
    found.add(model::QualifiedName{},
              "cannot run inside a transaction while the subscription has a slot: the server will refuse it");
  }
}

}  // namespace

Rule statement_refuses_transaction() {
  Rule rule;
  rule.id = "statement-refuses-transaction";
  rule.severity = "error";
  rule.summary = "A statement that the server refuses inside a transaction stands in one.";
  rule.why =
      "VACUUM, CREATE and DROP DATABASE, ALTER DATABASE … SET TABLESPACE, CREATE and DROP TABLESPACE, ALTER SYSTEM, "
      "DISCARD ALL, REINDEX of a database or schema, CLUSTER of all tables, and what makes, refreshes or drops a "
      "subscription together with its slot cannot run inside a transaction, so the file fails.";
  rule.bad = R"sql(BEGIN;
VACUUM orders;
COMMIT;)sql";
  rule.safe = R"sql(VACUUM orders;)sql";
  rule.statement = check;
  rule.down = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
