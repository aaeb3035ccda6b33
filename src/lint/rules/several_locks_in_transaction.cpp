// several-locks-in-transaction: One transaction locks several tables against everybody.
#include "lint/locks.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.transaction.open) return;
  const std::vector<model::QualifiedName>& held = subject.transaction.exclusive;
  if (held.size() != 1) return;  // said at the second one, once a transaction
  for (const model::QualifiedName& table : exclusive_locks(subject)) {
    if (subject.schema.full(table) == held.front()) continue;
    found.add(table, "is locked while this transaction keeps everybody from " + held.front().text() +
                         "; give each a transaction of its own");
    return;
  }
}

}  // namespace

Rule several_locks_in_transaction() {
  Rule rule;
  rule.id = "several-locks-in-transaction";
  rule.severity = "warning";
  rule.summary = "One transaction locks several tables against everybody.";
  rule.why =
      "Each lock is held until the end, so while the transaction waits for the next one, nobody uses the tables that "
      "it has; and two such transactions in another order deadlock. Give each table a transaction of its own.";
  rule.bad = R"sql(BEGIN;
ALTER TABLE orders ADD COLUMN a text;
ALTER TABLE customers ADD COLUMN b text;
COMMIT;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN a text;
ALTER TABLE customers ADD COLUMN b text;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
