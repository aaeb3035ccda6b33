// add-primary-key: A primary key is built in place.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AddedConstraint& constraint : added_constraints(subject)) {
    if (constraint.kind != "CONSTR_PRIMARY" || !constraint.node["indexname"].text.empty()) continue;
    found.add_part(
        constraint.table, constraint.label(),
        "nobody reads or writes " + constraint.table.text() +
            " while its index is built; build a unique index concurrently, then ADD CONSTRAINT … PRIMARY KEY "
            "USING INDEX");
  }
}

}  // namespace

Rule add_primary_key() {
  Rule rule;
  rule.id = "add-primary-key";
  rule.severity = "warning";
  rule.summary = "A primary key is built in place.";
  rule.why =
      "Its index is built under an ACCESS EXCLUSIVE lock, and columns that may be null are checked row by row. Build "
      "the unique index concurrently, make the columns NOT NULL by way of a validated check, then make the primary key "
      "of the index.";
  rule.bad = R"sql(ALTER TABLE items ADD CONSTRAINT items_pkey PRIMARY KEY (id);)sql";
  rule.safe = R"sql(CREATE UNIQUE INDEX CONCURRENTLY items_pkey ON items (id);
ALTER TABLE items ADD CONSTRAINT items_pkey PRIMARY KEY USING INDEX items_pkey;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
