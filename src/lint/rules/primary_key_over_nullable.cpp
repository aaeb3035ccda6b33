// primary-key-over-nullable: A primary key is made of an index whose column may be null.
#include <algorithm>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

enum class Nullable { no, yes, unknown };

Nullable nullable(const KnownTable* table, const std::string& column) {
  if (table == nullptr) return Nullable::unknown;
  const bool checked =
      std::any_of(table->constraints.begin(), table->constraints.end(), [&](const KnownConstraint& constraint) {
        return constraint.valid && constraint.not_null_columns.contains(column);
      });
  const auto known = table->columns.find(column);
  if (checked || (known != table->columns.end() && known->second.not_null)) return Nullable::no;
  return known == table->columns.end() || !known->second.type.known() ? Nullable::unknown : Nullable::yes;
}

void check(const Subject& subject, Found& found) {
  for (const AddedConstraint& constraint : added_constraints(subject)) {
    const std::string& index = constraint.node["indexname"].text;
    if (constraint.kind != "CONSTR_PRIMARY" || index.empty()) continue;
    const KnownTable* table = subject.schema.find(constraint.table);
    const auto known = subject.schema.indexes.find({subject.schema.full(constraint.table).schema, index});
    const std::string reads = "the whole table is read under the lock to make sure";
    if (known == subject.schema.indexes.end()) {
      found.add(constraint.table, "unless every column of " + index + " is NOT NULL already, " + reads);
      continue;
    }
    for (const IndexKey& key : known->second.keys) {
      const Nullable state = nullable(table, key.column);
      if (state == Nullable::no) continue;
      const std::string object = constraint.table.text() + "." + key.column;
      found.add(
          object, constraint.table,
          (state == Nullable::yes ? key.column + " may be null: " : "unless " + key.column + " is NOT NULL, ") + reads);
    }
  }
}

}  // namespace

Rule primary_key_over_nullable() {
  Rule rule;
  rule.id = "primary-key-over-nullable";
  rule.severity = "info";
  rule.summary = "A primary key is made of an index whose column may be null.";
  rule.why =
      "ADD PRIMARY KEY USING INDEX makes the columns NOT NULL. Where they are not yet, that reads the whole table "
      "under an ACCESS EXCLUSIVE lock, unless a validated check says already that they are not null. "
      "What the SQL does not show of the columns is not taken for granted.";
  rule.bad = R"sql(CREATE UNIQUE INDEX CONCURRENTLY items_pkey ON items (id);
ALTER TABLE items ADD COLUMN id bigint;
ALTER TABLE items ADD CONSTRAINT items_pkey PRIMARY KEY USING INDEX items_pkey;)sql";
  rule.safe = R"sql(ALTER TABLE items ADD CONSTRAINT id_is_set CHECK (id IS NOT NULL) NOT VALID;
ALTER TABLE items VALIDATE CONSTRAINT id_is_set;
CREATE UNIQUE INDEX CONCURRENTLY items_pkey ON items (id);
ALTER TABLE items ADD CONSTRAINT items_pkey PRIMARY KEY USING INDEX items_pkey;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
