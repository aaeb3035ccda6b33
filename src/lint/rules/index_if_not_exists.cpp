// index-if-not-exists: CREATE INDEX IF NOT EXISTS takes an invalid index for a good one.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "IndexStmt" || !subject.node["if_not_exists"].flag) return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  if (!subject.existing(table)) return;
  found.add(subject.node["idxname"].text, table,
            "IF NOT EXISTS is content with an invalid leftover of this name; drop that first instead");
}

}  // namespace

Rule index_if_not_exists() {
  Rule rule;
  rule.id = "index-if-not-exists";
  rule.severity = "info";
  rule.summary = "CREATE INDEX IF NOT EXISTS takes an invalid index for a good one.";
  rule.why =
      "A concurrent build that failed leaves an invalid index under its name. IF NOT EXISTS finds the name, says that "
      "all is well, and the index stays invalid: every write pays for it and no query uses it. After a failed build "
      "drop the leftover and build again. In a chain, `create_index` of barqdb knows a leftover from a good index.";
  rule.bad = R"sql(CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_customer ON orders (customer_id);)sql";
  rule.safe = R"sql(DROP INDEX CONCURRENTLY IF EXISTS idx_orders_customer;
CREATE INDEX CONCURRENTLY idx_orders_customer ON orders (customer_id);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
