// State, counters, and since when: three short queries in one transaction.
#include "catalog/statements.hpp"

#include "base/error.hpp"
#include "base/quote.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

using base::Error;
using base::ErrorKind;

model::StatementUsage read_row(const db::Result& result, std::size_t row) {
  model::StatementUsage usage;
  usage.query_id = result.integer(row, 0);
  usage.query = result.text(row, 1);
  usage.calls = result.integer(row, 2);
  usage.total_ms = result.number(row, 3);
  usage.max_ms = result.number(row, 4);
  usage.stddev_ms = result.number(row, 5);
  usage.rows = result.integer(row, 6);
  usage.blocks_hit = result.integer(row, 7);
  usage.blocks_read = result.integer(row, 8);
  usage.temp_blocks = result.integer(row, 9);
  usage.wal_bytes = result.integer(row, 10);
  return usage;
}

void read_counters(db::Connection& connection, model::StatementFacts& facts) {
  const db::Result result = connection.query(sql::statements);
  for (std::size_t row = 0; row < result.rows(); ++row) {
    if (result.null(row, 0)) {  // the statements of roles that this one may not see
      facts.hidden_calls += result.integer(row, 2);
    } else {
      facts.statements.push_back(read_row(result, row));
    }
  }
  if (facts.server_version < 140'000) return;
  const db::Result info = connection.query(sql::statements_info_14);
  facts.forgotten = info.integer(0, 0);
  if (!info.null(0, 1)) facts.counted_since = info.integer(0, 1);
}

}  // namespace

model::StatementFacts read_statements(db::Connection& connection) {
  const db::Result state = connection.query(sql::statements_state);
  if (state.null(0, 1))
    throw Error(
        ErrorKind::refused, "this server does not count statements: pg_stat_statements is not loaded",
        "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements' (with what stands there already), restart "
        "the server, then CREATE EXTENSION pg_stat_statements");
  if (state.null(0, 0))
    throw Error(ErrorKind::refused, "database " + connection.database() + " has no extension pg_stat_statements",
                "CREATE EXTENSION pg_stat_statements");
  model::StatementFacts facts;
  facts.limit = state.text(0, 1);
  facts.track = state.text(0, 2);
  facts.sees_all = state.boolean(0, 3);
  facts.server_version = static_cast<int>(state.integer(0, 4));
  facts.database = state.text(0, 5);
  facts.now = state.integer(0, 6);
  connection.query("BEGIN READ ONLY");
  look_for_statements(connection, state.text(0, 0));
  read_counters(connection, facts);
  connection.query("COMMIT");
  return facts;
}

void look_for_statements(db::Connection& connection, std::string_view extension_schema) {
  connection.query("SELECT pg_catalog.set_config('search_path', $1, true)",
                   {"pg_catalog, " + base::quote_identifier(extension_schema)});
}

}  // namespace barqdb::catalog
