// name-collides-when-cut: Two names become one when they are cut to 63 bytes.
#include "lint/long_names.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "IndexStmt") return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  const std::string& kept = subject.node["idxname"].text;  // cut already
  if (!subject.schema.indexes.contains({subject.schema.full(table).schema, kept})) return;
  for (const std::string& name : long_names(subject.text)) {
    if (cut_name(name) == kept)
      found.add(kept, table, name + " is cut to " + kept + ", and an index of that name is there already");
  }
}

}  // namespace

Rule name_collides_when_cut() {
  Rule rule;
  rule.id = "name-collides-when-cut";
  rule.severity = "error";
  rule.summary = "Two names become one when they are cut to 63 bytes.";
  rule.why =
      "PostgreSQL keeps 63 bytes of a name. Where two names begin with the same 63, the second statement fails, or "
      "with IF NOT EXISTS does nothing.";
  rule.bad = R"sql(CREATE TABLE orders (a bigint, b bigint);
CREATE INDEX idx_orders_by_customer_and_by_the_day_on_which_they_were_last_changed_a ON orders (a);
CREATE INDEX idx_orders_by_customer_and_by_the_day_on_which_they_were_last_changed_b ON orders (b);)sql";
  rule.safe = R"sql(CREATE TABLE orders (a bigint, b bigint);
CREATE INDEX idx_orders_a ON orders (a);
CREATE INDEX idx_orders_b ON orders (b);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
