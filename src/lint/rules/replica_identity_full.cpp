// replica-identity-full: Every change of a row writes all of the old row to the log.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind != "AT_ReplicaIdentity") continue;
    if (command.node["def"]["ReplicaIdentityStmt"]["identity_type"].text != "f") continue;
    found.add(command.table, "every UPDATE and DELETE now writes the whole old row to the log");
  }
}

}  // namespace

Rule replica_identity_full() {
  Rule rule;
  rule.id = "replica-identity-full";
  rule.severity = "info";
  rule.summary = "Every change of a row writes all of the old row to the log.";
  rule.why =
      "With REPLICA IDENTITY FULL each UPDATE and DELETE logs all columns of the old row, and a subscriber without a "
      "fitting index searches its table for each of them. The primary key, or a unique index over columns that are not "
      "null, says the same in a few bytes.";
  rule.bad = R"sql(ALTER TABLE events REPLICA IDENTITY FULL;)sql";
  rule.safe = R"sql(ALTER TABLE events REPLICA IDENTITY USING INDEX events_id_key;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
