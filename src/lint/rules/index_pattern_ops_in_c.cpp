// index-pattern-ops-in-c: A pattern operator class where the collation is C already.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const IndexSubject& subject, Found& found) {
  const IndexFact& index = subject.index;
  for (const IndexKey& key : index.keys) {
    if (!key.opclass.ends_with("_pattern_ops")) continue;
    const KnownColumn* column = subject.schema.column(index.table, key.column);
    const std::string collation = !key.collation.empty() || column == nullptr ? key.collation : column->collation;
    if (collation != "C" && collation != "POSIX") continue;
    found.add(index.name.text(), index.table,
              "has " + key.opclass + " on a column whose collation is " + collation + " already");
  }
}

}  // namespace

Rule index_pattern_ops_in_c() {
  Rule rule;
  rule.id = "index-pattern-ops-in-c";
  rule.severity = "info";
  rule.summary = "A pattern operator class where the collation is C already.";
  rule.why =
      "text_pattern_ops makes LIKE 'abc%' searchable where the collation is not C. With COLLATE \"C\" the ordinary "
      "operator class does that as well, and serves = and ORDER BY too.";
  rule.bad = R"sql(CREATE INDEX CONCURRENTLY idx_code ON items (code COLLATE "C" text_pattern_ops);)sql";
  rule.safe = R"sql(CREATE INDEX CONCURRENTLY idx_code ON items (code COLLATE "C");)sql";
  rule.index = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
