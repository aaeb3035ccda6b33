// concurrently-in-transaction: A concurrent statement stands inside a transaction.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.transaction.open || !concurrent(subject)) return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  const std::string& index = subject.node["idxname"].text;
  found.add(index.empty() ? table.text() : index, table, "cannot run inside a transaction: the server will refuse it");
}

}  // namespace

Rule concurrently_in_transaction() {
  Rule rule;
  rule.id = "concurrently-in-transaction";
  rule.severity = "error";
  rule.summary = "A concurrent statement stands inside a transaction.";
  rule.why =
      "The server refuses CREATE INDEX CONCURRENTLY, DROP INDEX CONCURRENTLY, REINDEX CONCURRENTLY and DETACH "
      "PARTITION CONCURRENTLY inside a transaction, so the file fails. Take it out of BEGIN and COMMIT, tell the "
      "migration tool to run this file without a transaction (goose: `-- +goose NO TRANSACTION`, dbmate: `-- "
      "migrate:up transaction:false`, barqdb: `transaction: false`), or use `create_index` of barqdb.";
  rule.bad = R"sql(BEGIN;
CREATE INDEX CONCURRENTLY idx_orders_customer ON orders (customer_id);
COMMIT;)sql";
  rule.safe = R"sql(CREATE INDEX CONCURRENTLY idx_orders_customer ON orders (customer_id);)sql";
  rule.statement = check;
  rule.down = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
