// set-not-null: A column is made NOT NULL by reading the whole table.
#include <algorithm>

#include "lint/advice.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

bool proven(const KnownTable* table, const std::string& column) {
  if (table == nullptr) return false;
  const auto known = table->columns.find(column);
  if (known != table->columns.end() && known->second.not_null) return true;
  return std::any_of(table->constraints.begin(), table->constraints.end(), [&](const KnownConstraint& constraint) {
    return constraint.valid && constraint.not_null_columns.contains(column);
  });
}

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind != "AT_SetNotNull") continue;
    if (subject.options.pg_version >= 12 && proven(subject.schema.find(command.table), command.name)) continue;
    found.add_part(command.table, command.name,
                   "reads all of " + command.table.text() + " while nobody else may; " +
                       instead(subject, "validate a CHECK (" + command.name + " IS NOT NULL) first", "set_not_null"));
  }
}

}  // namespace

Rule set_not_null() {
  Rule rule;
  rule.id = "set-not-null";
  rule.severity = "warning";
  rule.summary = "A column is made NOT NULL by reading the whole table.";
  rule.why =
      "SET NOT NULL reads every row under an ACCESS EXCLUSIVE lock. Since PostgreSQL 12 it takes a moment when a "
      "validated check says already that the column is not null. In a chain, `set_not_null` of barqdb goes that way.";
  rule.bad = R"sql(ALTER TABLE users ALTER COLUMN email SET NOT NULL;)sql";
  rule.safe = R"sql(ALTER TABLE users ADD CONSTRAINT email_is_set CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT email_is_set;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT email_is_set;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
