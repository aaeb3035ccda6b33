// create-index-not-concurrently: An index is built in place on a table in use.
#include "lint/advice.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "IndexStmt" || subject.node["concurrent"].flag) return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  const bool only_parent = !subject.node["relation"]["inh"].flag;  // ON ONLY: nothing is built
  if (only_parent || !subject.existing(table)) return;
  const std::string& name = subject.node["idxname"].text;
  found.add(name.empty() ? table.text() : name, table,
            "builds an index in place: every write to " + table.text() + " waits until it is done; " +
                instead(subject, "use CREATE INDEX CONCURRENTLY", "create_index", "drop_index"));
}

}  // namespace

Rule create_index_not_concurrently() {
  Rule rule;
  rule.id = "create-index-not-concurrently";
  rule.severity = "warning";
  rule.summary = "An index is built in place on a table in use.";
  rule.why =
      "CREATE INDEX takes a SHARE lock: every INSERT, UPDATE and DELETE on the table waits until the index is built, "
      "which takes minutes on a large table. CONCURRENTLY builds it while writers go on. It cannot run inside a "
      "transaction, and a build that fails leaves an invalid index that must be dropped. In a chain, `create_index` of "
      "barqdb does all of that. Tables made by the same file, where nobody waits, are left alone.";
  rule.bad = R"sql(CREATE INDEX idx_orders_customer ON orders (customer_id);)sql";
  rule.safe = R"sql(CREATE INDEX CONCURRENTLY idx_orders_customer ON orders (customer_id);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
