// Windows, attempts, and what makes a chunk give way.
#include "batch/lane_runner.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "batch/chunk_sql.hpp"
#include "batch/key_sql.hpp"
#include "execute/lock_ladder.hpp"
#include "execute/session.hpp"

namespace barqdb::batch {
namespace {

using base::Error;
using base::ErrorKind;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t first_blocks = 16;

std::int64_t first_size(const Shop& shop, const Lane& lane) {
  if (lane.chunk_size > 0) return lane.chunk_size;
  return shop.work.target.by_ctid() ? first_blocks : shop.pace.first_chunk;
}

// With a rate a chunk is at most half a second's worth, or the rate would come in jerks.
std::int64_t largest_size(const Pace& pace) {
  if (pace.max_rate <= 0) return pace.largest_chunk;
  const double half = std::min(pace.max_rate / 2, static_cast<double>(pace.largest_chunk));
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(half));
}

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

}  // namespace

void prepare_lane(db::Connection& connection, const Target& target) {
  execute::prepare_session(connection);
  set_lane(connection, target);
}

void set_lane(db::Connection& connection, const Target& target) {
  std::string set = "SET jit = off; SET extra_float_digits = 1";
  // A date may also be a bound of a range, or a part of an array or a row.
  const auto dated = [](const Column& column) {
    return std::string_view("DRAC").find(column.category) != std::string_view::npos;
  };
  // ISO dates are read back in whatever order of day and month the role has; it stays as it was.
  if (std::any_of(target.key.begin(), target.key.end(), dated)) set += "; SET DateStyle = ISO";
  connection.query(set);
}

Error rewritten(const Target& target) {
  return {ErrorKind::refused,
          "the table " + target.table.text() +
              " was rewritten while the batch was under way (VACUUM FULL, CLUSTER, ALTER TABLE or TRUNCATE): by ctid "
              "nobody can tell which rows are done",
          "end it with `barqdb batch cancel`, and begin anew with a --where that leaves out the rows that are done"};
}

void check_file(db::Connection& connection, const Target& target) {
  const db::Result row = connection.query("SELECT coalesce(pg_catalog.pg_relation_filenode($1::oid), 0)::bigint",
                                          {std::to_string(target.oid)});
  if (row.integer(0, 0) != target.file_node) throw rewritten(target);
}

LaneRunner::LaneRunner(const Shop& shop, db::Connection& connection, Lane lane)
    : shop_(shop),
      connection_(connection),
      lane_(std::move(lane)),
      size_(first_size(shop_, lane_), largest_size(shop.pace), shop.pace.chunk_time) {}

void LaneRunner::run() {
  // The looks for the next chunk wait no longer either, so that a person sees what the batch waits for.
  connection_.query("SET lock_timeout = " + std::to_string(shop_.online.lock_timeout.count()));
  while (!lane_.done && shop_.gate.admit()) {
    if (!chunk()) return;
  }
}

std::optional<LaneRunner::Window> LaneRunner::next_window() {
  const Key& after = lane_.cursor.empty() ? lane_.lower : lane_.cursor;
  const Target& target = shop_.work.target;
  if (target.by_ctid()) {
    const std::int64_t from = after.empty() ? -1 : std::stoll(after.front());
    const std::int64_t last = std::stoll(lane_.upper.front());
    if (from >= last) return std::nullopt;
    return Window{block_key(target, std::min(from + size_.rows(), last)), size_.rows(), false};
  }
  const std::string& where = shop_.work.spec.where;
  const auto read = [&](const std::string& sql) {
    const db::Result row = connection_.query(sql);
    Key key;
    for (std::size_t i = 0; row.rows() > 0 && i < target.key.size(); ++i) key.emplace_back(row.text(0, i));
    const bool counted = row.rows() > 0 && row.columns() > target.key.size();
    return std::pair(key, counted ? row.integer(0, target.key.size()) : 0);
  };
  const std::int64_t limit = where.empty() ? size_.rows() : size_.keys();
  const Key last = read(window_sql(target, after, lane_.upper, limit)).first;
  if (last.empty()) return std::nullopt;
  if (where.empty()) return Window{last, limit, false};
  const auto [hit, hits] = read(hits_sql(target, after, last, where, size_.rows()));
  if (hits < size_.rows()) return Window{last, limit, true};
  return Window{hit, 0, false};
}

bool LaneRunner::chunk() {
  execute::LockLadder ladder(shop_.online);
  for (;;) {
    const auto began = Clock::now();
    try {
      const std::optional<Window> window = next_window();
      if (!window) {
        finish();
        return false;
      }
      const std::int64_t before = lane_.rows;
      attempt(*window, ladder.attempt());
      shop_.gate.waits("");
      const double elapsed = ms_since(began);
      const bool counts = !shop_.work.target.by_ctid() && shop_.work.spec.kind != Kind::run;
      size_.aim(shop_.gate.chunk_ms());
      size_.took(window->keys, counts ? lane_.rows - before : size_.rows(), elapsed);
      return shop_.gate.took(lane_.rows - before, elapsed);
    } catch (const Error& error) {
      roll_back(connection_);
      if (!gives_way(error)) throw;
      give_way(error);
      if (ladder.spent()) throw budget_spent(shop_.online, error);
      if (!shop_.gate.pause(ladder.pause())) return false;
    }
  }
}

void LaneRunner::give_way(const Error& error) {
  shop_.gate.waits(wait_text(error));
  if (error.sqlstate == "57014" && size_.smallest()) patience_ *= 2;
  size_.give_way();
}

void LaneRunner::attempt(const Window& window, base::Milliseconds lock_timeout) {
  const Key& after = lane_.cursor.empty() ? lane_.lower : lane_.cursor;
  const ChunkSql chunk = chunk_sql(shop_.work, after, window.upto, shop_.job.id);
  begin_chunk(shop_, connection_, lane_.number, lane_.cursor, lock_timeout, patience_, chunk.repeatable_read);
  std::int64_t rows = 0;
  for (const std::string& statement : chunk.statements) rows = connection_.query(statement).affected_rows();
  if (shop_.work.target.by_ctid()) check_file(connection_, shop_.work.target);  // under the lock of the statement
  if (!shop_.gate.reserve(rows)) throw too_many_rows();
  try {
    commit(window.upto, rows);
  } catch (...) {
    shop_.gate.give_back(rows);
    throw;
  }
}

void LaneRunner::commit(const Key& upto, std::int64_t rows) {
  const bool done = upto == lane_.upper;
  std::string sql = move_cursor_sql(shop_.job.id, lane_.number, upto, rows, size_.rows(), done);
  if (shop_.work.target.by_ctid() && rows > 0) {
    sql += "; INSERT INTO barqdb.batch_write (batch, xid) SELECT " + std::to_string(shop_.job.id) +
           ", x.id FROM (SELECT pg_catalog.pg_current_xact_id()::xid) AS x(id)";
  }
  connection_.query(sql + "; COMMIT");
  lane_.cursor = upto;
  lane_.rows += rows;
  lane_.chunks += 1;
  lane_.done = done;
}

// The range ended before its upper bound: the rows there were deleted meanwhile.
void LaneRunner::finish() {
  connection_.query("UPDATE barqdb.batch_lane SET done = true WHERE batch = $1::integer AND lane = $2::integer",
                    {std::to_string(shop_.job.id), std::to_string(lane_.number)});
  lane_.done = true;
}

}  // namespace barqdb::batch
