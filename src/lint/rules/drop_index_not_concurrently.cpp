// drop-index-not-concurrently: An index is dropped in place.
#include <algorithm>

#include "lint/advice.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (concurrent(subject)) return;
  for (const model::QualifiedName& name : dropped(subject, "OBJECT_INDEX")) {
    const auto known =
        std::find_if(subject.schema.indexes.begin(), subject.schema.indexes.end(), [&](const auto& entry) {
          return entry.first.name == name.name && (name.schema.empty() || entry.first.schema == name.schema);
        });
    const bool seen = known != subject.schema.indexes.end();
    if (seen && !subject.existing(known->second.table)) continue;
    found.add(name.text(), seen ? known->second.table : model::QualifiedName{},
              "drops an index in place, which keeps everybody from its table until it gets the lock; " +
                  instead(subject, "use DROP INDEX CONCURRENTLY", "drop_index", "create_index"));
  }
}

}  // namespace

Rule drop_index_not_concurrently() {
  Rule rule;
  rule.id = "drop-index-not-concurrently";
  rule.severity = "warning";
  rule.summary = "An index is dropped in place.";
  rule.why =
      "DROP INDEX takes an ACCESS EXCLUSIVE lock on the table: it waits for every running query, and all others queue "
      "behind it. CONCURRENTLY waits without blocking anybody. It cannot run inside a transaction. In a chain, "
      "`drop_index` of barqdb does it, and records the definition for the way back.";
  rule.bad = R"sql(DROP INDEX idx_orders_customer;)sql";
  rule.safe = R"sql(DROP INDEX CONCURRENTLY idx_orders_customer;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
