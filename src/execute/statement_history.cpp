// Growth is worked out inside the server: what thousands of statements show does not travel.
#include "execute/statement_history.hpp"

#include "base/error.hpp"
#include "catalog/catalog_text.hpp"
#include "catalog/sql.hpp"
#include "catalog/statements.hpp"
#include "execute/snapshot.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {
namespace {

bool has_statements(db::Connection& connection) { return has_history(connection, "statement_snapshot"); }

model::StatementUsage usage_at(const db::Result& result, std::size_t row, std::size_t first) {
  model::StatementUsage usage;
  usage.query_id = result.integer(row, 0);
  usage.query = result.text(row, 1);
  usage.calls = result.integer(row, first);
  usage.total_ms = result.number(row, first + 1);
  usage.rows = result.integer(row, first + 2);
  usage.blocks_hit = result.integer(row, first + 3);
  usage.blocks_read = result.integer(row, first + 4);
  usage.temp_blocks = result.integer(row, first + 5);
  usage.wal_bytes = result.integer(row, first + 6);
  return usage;
}

std::int64_t store(db::Connection& connection, const db::Result& state, const std::string& now) {
  if (!has_statements(connection)) connection.query(sql::statement_create);
  catalog::look_for_statements(connection, state.text(0, 0));
  db::Param since;
  if (state.integer(0, 4) >= 140'000) {
    const db::Result info = connection.query(catalog::sql::statements_info_14);
    if (!info.null(0, 1)) since = std::string(info.text(0, 1));
  }
  return connection.query(sql::statement_store, {now, since}).integer(0, 0);
}

}  // namespace

StoredStatements store_statements(db::Connection& connection, const std::string& now) {
  StoredStatements out;
  connection.query("SAVEPOINT statements");
  try {
    const db::Result state = connection.query(catalog::sql::statements_state);
    if (state.null(0, 0) || state.null(0, 1)) return out;  // no extension here, or its library is not loaded
    out.counted = true;
    out.grown = store(connection, state, now);
  } catch (const base::Error& error) {
    if (!connection.alive()) throw;
    out.problem = error.message;
    connection.query("ROLLBACK TO SAVEPOINT statements");
  }
  return out;
}

void prune_statements(db::Connection& connection, base::Milliseconds retention) {
  if (has_statements(connection)) connection.query(sql::statement_prune, {std::to_string(retention.count() / 1000)});
}

model::StatementHistory read_statement_history(db::Connection& connection, std::int64_t since) {
  model::StatementHistory out;
  if (!has_statements(connection)) return out;
  const db::Result window = connection.query(sql::statement_window, {std::to_string(since)});
  if (window.rows() == 0) return out;
  out.any = true;
  out.begins = window.integer(0, 1);
  out.old_enough = window.boolean(0, 2);
  out.counted_since = catalog::optional_integer(window, 0, 3);
  out.latest = window.integer(0, 4);
  const db::Result sums = connection.query(sql::statement_sums, {std::string(window.text(0, 0))});
  for (std::size_t row = 0; row < sums.rows(); ++row)
    out.statements.push_back({usage_at(sums, row, 2), usage_at(sums, row, 9)});
  return out;
}

}  // namespace barqdb::execute
