// The frame around a chunk.
#include "batch/chunk_transaction.hpp"

#include <algorithm>

#include "batch/key_sql.hpp"

namespace barqdb::batch {

using base::Error;
using base::ErrorKind;

void begin_chunk(const Shop& shop, db::Connection& connection, int lane, const Key& cursor,
                 base::Milliseconds lock_timeout, int patience, bool repeatable_read) {
  // The time for locks comes on top, so that a wait for one is told as such.
  const base::Milliseconds usual = std::max(base::Milliseconds(1000), shop.pace.chunk_time * 5);
  const std::string level = repeatable_read ? "REPEATABLE READ" : "READ COMMITTED";
  const std::string expected = cursor.empty() ? "cursor_key IS NULL" : "cursor_key = " + key_literal(cursor);
  const db::Result row = connection.query(
      "BEGIN ISOLATION LEVEL " + level + "; SET LOCAL lock_timeout = " + std::to_string(lock_timeout.count()) +
      "; SET LOCAL statement_timeout = " + std::to_string((usual * patience + lock_timeout).count()) +
      "; SELECT 1 FROM barqdb.batch_lane WHERE batch = " + std::to_string(shop.job.id) +
      " AND lane = " + std::to_string(lane) + " AND NOT done AND " + expected + " FOR UPDATE");
  if (row.rows() == 1) return;
  throw Error(ErrorKind::busy, "another runner has moved the batch " + shop.job.name + " on",
              "`barqdb batch status` shows how far it is");
}

std::string move_cursor_sql(int job, int lane, const Key& cursor, std::int64_t rows, std::int64_t chunk_size,
                            bool done) {
  return "UPDATE barqdb.batch_lane SET cursor_key = " + key_literal(cursor) + ", rows = rows + " +
         std::to_string(rows) + ", chunks = chunks + 1, chunk_size = " + std::to_string(chunk_size) +
         ", done = " + (done ? "true" : "false") +
         ", updated_at = pg_catalog.clock_timestamp() WHERE batch = " + std::to_string(job) +
         " AND lane = " + std::to_string(lane);
}

void roll_back(db::Connection& connection) {
  if (connection.alive() && connection.in_transaction()) connection.query("ROLLBACK");
}

bool gives_way(const Error& error) {
  return error.sqlstate == "55P03" || error.sqlstate == "40P01" || error.sqlstate == "40001" ||
         (error.sqlstate == "57014" && error.kind == ErrorKind::busy);
}

std::string wait_text(const Error& error) {
  if (error.sqlstate == "55P03") return "a lock that another session holds";
  if (error.sqlstate == "57014") return "a chunk that took too long, and is halved";
  return "another session that changes the same rows";
}

Error budget_spent(const config::OnlineSettings& online, const Error& error) {
  return {
      ErrorKind::busy,
      "the lock budget of " + base::format_duration(online.lock_budget) + " is spent, waiting for " + wait_text(error),
      "the same command goes on from here; --lock-budget sets how long a chunk tries"};
}

Error too_many_rows() {
  return {ErrorKind::refused, "the next chunk would change more rows than allowed; it was rolled back",
          "look at --where; --max-rows (or --expect) sets the number"};
}

}  // namespace barqdb::batch
