// add-check-validates: A check is added and tested in one go.
#include "lint/advice.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AddedConstraint& constraint : added_constraints(subject)) {
    if (constraint.kind != "CONSTR_CHECK" || constraint.node["skip_validation"].flag) continue;
    found.add_part(
        constraint.table, constraint.label(),
        "nobody reads or writes " + constraint.table.text() + " while every row is checked; " +
            instead(subject, "add it NOT VALID, then VALIDATE CONSTRAINT in another transaction", "add_check"));
  }
}

}  // namespace

Rule add_check_validates() {
  Rule rule;
  rule.id = "add-check-validates";
  rule.severity = "warning";
  rule.summary = "A check is added and tested in one go.";
  rule.why =
      "ADD CONSTRAINT … CHECK reads the whole table under an ACCESS EXCLUSIVE lock: nobody reads or writes it "
      "meanwhile. With NOT VALID only new rows are checked, at once; VALIDATE CONSTRAINT then reads the old ones while "
      "everybody works. In a chain, `add_check` of barqdb does both.";
  rule.bad = R"sql(ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0);)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT positive;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
