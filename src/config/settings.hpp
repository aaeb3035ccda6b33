// Settings: what a profile, the environment and the flags together ask for. Values only.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/units.hpp"

namespace barqdb::config {

struct PoolSettings {
  int size = 5;
  int max_overflow = 10;
  base::Milliseconds timeout{30'000};          // wait for a connection at checkout
  base::Milliseconds recycle{30 * 60 * 1000};  // age after which a connection is replaced; 0 is never
  bool pre_ping = true;

  int most() const { return size > 0 ? size + max_overflow : 0; }  // connections at a time; 0: no limit
};

// How indexes are built: `auto_` decides for each table, `always` concurrently, `never` in the transaction.
enum class OnlineMode { auto_, always, never };

// What keeps two runners apart: an advisory lock of the session, or a lease in a table, for places where only a
// transaction pooler can be reached.
enum class LockMode { session, lease };

struct OnlineSettings {
  OnlineMode mode = OnlineMode::auto_;
  base::Milliseconds lock_timeout{200};             // one attempt at a strong lock
  base::Milliseconds lock_budget{5 * 60 * 1000};    // all attempts of one transaction
  base::Milliseconds wait_budget{2 * 3600 * 1000};  // a concurrent statement waiting for others
  base::Milliseconds runner_wait{10 * 60 * 1000};   // for another barqdb to finish
  std::int64_t min_free_space = 0;        // bytes that a build must leave on the disk, where that can be known
  int max_active_sessions = 0;            // pause while more sessions of others are active; 0: no limit
  base::Milliseconds max_replica_lag{0};  // pause while a replica is further behind; 0: no limit
  LockMode lock_mode = LockMode::session;
  base::Milliseconds lease_time{30 * 1000};  // after which a lease that was not renewed is free
  int jobs = 1;
  std::int64_t maintenance_memory =
      0;                               // bytes for all lanes of plain builds together; 0: the server's setting for each
  std::int64_t small_table = 1 << 20;  // bytes: under it an index is built plainly, inside the transaction
};

// An index, or another object of a finding, that its owner wants left alone.
struct KeepRule {
  std::string pattern;              // of its name, or of schema.name
  std::string reason;               // for people
  std::vector<std::string> checks;  // none: all
};

// Thresholds of the checks; the profile names them by the check (docs/checks).
struct ReportSettings {
  base::Milliseconds min_evidence{14LL * 24 * 3600 * 1000};
  std::int64_t min_size = 1 << 20;
  base::Milliseconds retention{90LL * 24 * 3600 * 1000};  // of snapshots
  std::vector<KeepRule> keep;                             // never offered for dropping
  std::vector<std::string> skip;                          // checks that do not run
  std::vector<std::string> trusted_roles;                 // whose functions planning may run
  int min_table_scans = 100;      // an index is unused only if its table was busy: so many scans
  int min_table_writes = 1000;    // or so many rows written
  int rarely_used_writes = 1000;  // rows written for each scan
  std::int64_t rarely_used_size = 256 << 10;
  int keeper_ratio = 3;            // of sizes: a keeper so much larger than a hot redundant index is no proof
  int hot_redundant_scans = 1000;  // what hot means there
  int fk_mostly_null =
      50;                // percent of NULL above which the index that a foreign key lacks is suggested as a partial one
  int mostly_null = 50;  // percent of NULL from which on a partial index is suggested
  int mostly_common = 80;  // percent of one value, likewise
  int partial_rows = 5000;
  int bloat_percent = 30;
  std::int64_t bloat_waste = 512 << 10;
  int stale_percent = 10;  // of rows changed since ANALYZE: statistics are stale beyond it
  int hot_updates = 1000;  // updates below which nothing is said of them
  int hot_percent = 50;    // of updates that stay on their page: nothing is said above it
  int brin_pages = 10'000;
  int brin_correlation = 90;  // percent; a candidate needs more, an index that exists more than half of it
  int brin_updates = 10;      // percent of rows updated, for a candidate at most
  int seq_scan_rows = 10'000;
  int seq_scans = 30;  // beyond one for each index of the table, whose builds count as scans
};

struct CheckSettings {
  std::vector<std::string> ignore;  // patterns of names of indexes that no revision need know
};

struct LintSettings {
  int pg_version = 15;              // major version of the server that runs the SQL
  std::vector<std::string> ignore;  // ids of rules, or patterns of ids
  std::vector<std::string> enable;
  std::vector<std::pair<std::string, std::string>> severity;  // id or pattern → error, warning, info
};

// Where `health` begins to complain. Shares are in percent; 0 of a duration or a size switches the check off.
struct HealthSettings {
  int connections = 80;  // of the connections that ordinary roles may open
  base::Milliseconds long_transaction{60 * 60 * 1000};
  base::Milliseconds idle_in_transaction{10 * 60 * 1000};
  int snapshot_age = 10'000'000;  // transactions
  base::Milliseconds lock_wait{10'000};
  int cache_hit = 90;    // at least
  int index_scans = 50;  // at least, of all scans of large tables
  base::Milliseconds replication_lag{60'000};
  std::int64_t replication_lag_size = 1LL << 30;
  std::int64_t slot_size = 10LL << 30;                      // write-ahead log that a slot keeps
  int wraparound = 50;                                      // of two billion transactions
  int dead_rows = 40;                                       // of a table's rows
  int requested_checkpoints = 50;                           // of all checkpoints
  base::Milliseconds statistics_reset{24LL * 3600 * 1000};  // a reset younger than this is mentioned
  int invalid_indexes = 0;                                  // more than
  int unused_indexes = 0;                                   // more than
};

// A loop that stays as it is, by the fingerprint of its statement or by a tag ("controller=orders"), and why.
struct Suppression {
  std::string fingerprint;
  std::string tag;
  std::string reason;
};

struct NplusoneSettings {
  int min_repeats = 5;               // of one statement in one unit of work
  int min_distinct = 80;             // percent of them with values of their own
  base::Milliseconds min_time{50};   // spent in them; or
  int min_share = 10;                // percent of the unit's time or statements
  base::Milliseconds burst_gap{50};  // without a transaction: a longer pause begins another unit
  base::Milliseconds round_trip{1};  // what a statement costs between the application and the server
  std::vector<Suppression> suppress;
};

struct Settings {
  std::string profile;                // its name, for messages
  std::string profile_file;           // "" for the built-in one
  bool embedded = false;              // barqdb starts the server itself
  std::string database = "barq";      // of the embedded server
  std::string url;                    // when not embedded: a URL or key=value string for libpq; may hold a secret
  std::vector<std::string> replicas;  // likewise
  PoolSettings pool;
  OnlineSettings online;
  ReportSettings report;
  CheckSettings check;
  LintSettings lint;
  HealthSettings health;
  NplusoneSettings nplusone;
  std::string migrations = "migrations";  // folder
  std::string project;                    // names the chain, to tell its ledger from those of others
};

}  // namespace barqdb::config
