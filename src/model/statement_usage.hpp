// What the server counted for each statement (pg_stat_statements), and how it would run it. Times are milliseconds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace barqdb::model {

struct StatementUsage {
  std::int64_t query_id = 0;
  std::string query;  // normalized: constants are $1, $2 …
  std::int64_t calls = 0;
  double total_ms = 0;
  double max_ms = 0;  // since the counters began, also in a window
  double stddev_ms = 0;
  std::int64_t rows = 0;
  std::int64_t blocks_hit = 0;
  std::int64_t blocks_read = 0;
  std::int64_t temp_blocks = 0;  // written
  std::int64_t wal_bytes = 0;

  double mean_ms() const { return calls == 0 ? 0 : total_ms / static_cast<double>(calls); }
};

struct StatementFacts {
  std::string database;
  int server_version = 0;
  std::int64_t now = 0;                       // seconds since 1970, UTC
  std::optional<std::int64_t> counted_since;  // PostgreSQL 14 and later
  std::optional<std::int64_t> forgotten;      // statements dropped for room; PostgreSQL 14 and later
  std::string track;                          // pg_stat_statements.track
  std::string limit;                          // pg_stat_statements.max
  bool sees_all = true;                       // false: statements of other roles are hidden
  std::int64_t hidden_calls = 0;
  std::vector<StatementUsage> statements;
};

// What snapshots keep of one statement: what it cost in those of a window, and its counters as the newest saw them.
struct StatementGrowth {
  StatementUsage grown;
  StatementUsage seen;
};

struct StatementHistory {
  bool any = false;                           // false: no snapshot of statements; the rest says nothing then
  bool old_enough = false;                    // the window begins no later than was asked for
  std::int64_t begins = 0;                    // seconds since 1970
  std::int64_t latest = 0;                    // when the newest snapshot was taken
  std::optional<std::int64_t> counted_since;  // of the server that the newest snapshot saw
  std::vector<StatementGrowth> statements;
};

// Times of a statement in a log: pg_stat_statements keeps none of these.
struct LoggedTimes {
  std::int64_t calls = 0;
  double p50_ms = 0;
  double p95_ms = 0;
  double p99_ms = 0;
};

// By libpg-query's fingerprint, which a statement has with constants and with $1 in their place.
struct LoggedStatements {
  std::string source;  // what was read, and the time that it covers
  std::map<std::string, LoggedTimes> times;
};

// A scan that the plan of a statement has.
struct StatementScan {
  std::string table;  // schema.table
  std::string index;  // "" for a sequential one
  std::string filter;
  double rows = 0;                // that it yields, estimated
  std::int64_t table_rows = 0;    // of the whole table
  std::int64_t table_pages = 0;   // of 8 kB
  std::vector<std::string> keys;  // columns of the table that the statement compares: equalities first
};

struct StatementPlan {
  std::int64_t query_id = 0;
  std::string error;  // why there is no plan; then nothing else is known
  double cost = 0;
  double rows = 0;
  std::vector<StatementScan> scans;
};

}  // namespace barqdb::model
