// add-exclusion-constraint: An exclusion constraint is built in place.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AddedConstraint& constraint : added_constraints(subject)) {
    if (constraint.kind != "CONSTR_EXCLUSION") continue;
    found.add_part(constraint.table, constraint.label(),
                   "nobody reads or writes " + constraint.table.text() +
                       " while its index is built, and it cannot be built concurrently");
  }
}

}  // namespace

Rule add_exclusion_constraint() {
  Rule rule;
  rule.id = "add-exclusion-constraint";
  rule.severity = "warning";
  rule.summary = "An exclusion constraint is built in place.";
  rule.why =
      "Its index is built under an ACCESS EXCLUSIVE lock, and there is no way to build it concurrently. Add it when "
      "the table is new or small, or in an announced window.";
  rule.bad =
      R"sql(ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);)sql";
  rule.safe =
      R"sql(CREATE TABLE bookings (room bigint, during tstzrange, CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&));)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
