// add-unique-constraint: A unique constraint is built in place.
#include "lint/advice.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AddedConstraint& constraint : added_constraints(subject)) {
    if (constraint.kind != "CONSTR_UNIQUE" || !constraint.node["indexname"].text.empty()) continue;
    found.add_part(
        constraint.table, constraint.label(),
        "nobody reads or writes " + constraint.table.text() + " while its index is built; " +
            instead(subject, "build it with CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX",
                    "add_unique"));
  }
}

}  // namespace

Rule add_unique_constraint() {
  Rule rule;
  rule.id = "add-unique-constraint";
  rule.severity = "warning";
  rule.summary = "A unique constraint is built in place.";
  rule.why =
      "The index behind a unique constraint is built under an ACCESS EXCLUSIVE lock: nobody reads or writes the table "
      "until it is done. Build the unique index concurrently, then make the constraint of it, which takes a moment. In "
      "a chain, `add_unique` of barqdb does both.";
  rule.bad = R"sql(ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);)sql";
  rule.safe = R"sql(CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
