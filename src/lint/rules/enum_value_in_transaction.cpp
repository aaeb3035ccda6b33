// enum-value-in-transaction: A label is added to an enum inside a transaction, on a server that refuses it.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.options.pg_version >= 12 || subject.kind != "AlterEnumStmt" || !subject.transaction.open) return;
  if (!subject.node["oldVal"].text.empty()) return;
  found.add(name_of(subject.node["typeName"]).text(), model::QualifiedName{},
            "cannot run inside a transaction before PostgreSQL 12");
}

}  // namespace

Rule enum_value_in_transaction() {
  Rule rule;
  rule.id = "enum-value-in-transaction";
  rule.severity = "error";
  rule.summary = "A label is added to an enum inside a transaction, on a server that refuses it.";
  rule.why =
      "Before PostgreSQL 12 ALTER TYPE … ADD VALUE cannot run inside a transaction. Found with `--pg-version 11` and "
      "below only.";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
