// index-redundant: An index is the beginning of a wider one that the table has already.
#include <algorithm>

#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const IndexSubject& subject, Found& found) {
  const IndexFact& index = subject.index;
  if (index.method != "btree" || index.unique || !index.include.empty()) return;
  for (const auto& [name, other] : subject.schema.indexes) {
    if (other.table != index.table || other.name == index.name || other.method != "btree") continue;
    if (other.where != index.where || other.keys.size() <= index.keys.size()) continue;
    if (!std::equal(index.keys.begin(), index.keys.end(), other.keys.begin())) continue;
    found.add(index.name.text(), index.table, "is the beginning of " + other.name.text() + " " + text_of(other));
    return;
  }
}

}  // namespace

Rule index_redundant() {
  Rule rule;
  rule.id = "index-redundant";
  rule.severity = "info";
  rule.summary = "An index is the beginning of a wider one that the table has already.";
  rule.why =
      "A B-tree on (a, b) serves every search on a as well. The narrower index is smaller, which may be worth it on a "
      "hot table; often it only costs writes.";
  rule.bad = R"sql(CREATE INDEX CONCURRENTLY idx_wide ON orders (customer_id, created_at);
CREATE INDEX CONCURRENTLY idx_narrow ON orders (customer_id);)sql";
  rule.safe = R"sql(CREATE INDEX CONCURRENTLY idx_wide ON orders (customer_id, created_at);)sql";
  rule.index = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
