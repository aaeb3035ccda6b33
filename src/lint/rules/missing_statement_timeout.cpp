// missing-statement-timeout: A strong lock is taken without a limit to the time for which it is held.
#include "lint/locks.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  const Transaction& transaction = subject.transaction;
  if (subject.unit.chain || transaction.has_statement_timeout() || transaction.said_statement_timeout) return;
  const std::vector<model::QualifiedName> tables = strong_locks(subject);
  if (!tables.empty())
    found.add(tables.front(), "is locked for as long as the statement takes; SET statement_timeout = '5s' first");
}

}  // namespace

Rule missing_statement_timeout() {
  Rule rule;
  rule.id = "missing-statement-timeout";
  rule.severity = "info";
  rule.summary = "A strong lock is taken without a limit to the time for which it is held.";
  rule.why =
      "lock_timeout ends the wait for the lock, not the work under it: a rewrite of a table that is larger than "
      "thought keeps everybody away for as long as it takes. Off, as what runs long on purpose, such as an "
      "index that is built concurrently, must not have the limit. Said once a file.";
  rule.bad = R"sql(SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text;)sql";
  rule.safe = R"sql(SET lock_timeout = '2s';
SET statement_timeout = '5s';
ALTER TABLE orders ADD COLUMN state text;)sql";
  rule.statement = check;
  rule.enabled = false;
  return rule;
}

}  // namespace barqdb::lint::rules_table
