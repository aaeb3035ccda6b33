// missing-lock-timeout: A strong lock is asked for without a limit to the wait.
#include "lint/locks.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.unit.chain || subject.transaction.has_lock_timeout() || subject.transaction.said_timeout) return;
  const std::vector<model::QualifiedName> tables = strong_locks(subject);
  if (!tables.empty())
    found.add(tables.front(), "waits without a limit, and everybody queues behind it; SET lock_timeout = '2s' first");
}

}  // namespace

Rule missing_lock_timeout() {
  Rule rule;
  rule.id = "missing-lock-timeout";
  rule.severity = "info";
  rule.summary = "A strong lock is asked for without a limit to the wait.";
  rule.why =
      "ALTER TABLE, CREATE INDEX, CREATE TRIGGER or a foreign key waits for the longest running query that is in its "
      "way, "
      "and everybody else queues behind it. With "
      "lock_timeout the statement gives up instead; try again then. Said once a file. barqdb sets it by itself for "
      "what it runs, so revisions of a chain are not asked for it.";
  rule.bad = R"sql(ALTER TABLE orders ADD COLUMN state text;)sql";
  rule.safe = R"sql(SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
