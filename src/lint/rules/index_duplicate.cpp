// index-duplicate: An index is the same as one that the table has already.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const IndexSubject& subject, Found& found) {
  const IndexFact& index = subject.index;
  for (const auto& [name, other] : subject.schema.indexes) {
    if (other.table != index.table || other.name == index.name || other.method != index.method) continue;
    if (other.keys != index.keys || other.where != index.where || other.include != index.include) continue;
    if (index.unique && !other.unique) continue;  // the new one guards something, too
    found.add(index.name.text(), index.table, "is the same as " + other.name.text() + " " + text_of(other));
    return;
  }
}

}  // namespace

Rule index_duplicate() {
  Rule rule;
  rule.id = "index-duplicate";
  rule.severity = "warning";
  rule.summary = "An index is the same as one that the table has already.";
  rule.why =
      "Two indexes with the same keys, order, condition and method serve the same queries; every write maintains both.";
  rule.bad = R"sql(CREATE INDEX CONCURRENTLY idx_a ON orders (customer_id);
CREATE INDEX CONCURRENTLY idx_b ON orders (customer_id);)sql";
  rule.safe = R"sql(CREATE INDEX CONCURRENTLY idx_a ON orders (customer_id);)sql";
  rule.index = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
