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
};

// How indexes are built: `auto_` decides for each table, `always` concurrently, `never` in the transaction.
enum class OnlineMode { auto_, always, never };

struct OnlineSettings {
  OnlineMode mode = OnlineMode::auto_;
  base::Milliseconds lock_timeout{200};             // one attempt at a strong lock
  base::Milliseconds lock_budget{5 * 60 * 1000};    // all attempts of one transaction
  base::Milliseconds wait_budget{2 * 3600 * 1000};  // a concurrent statement waiting for others
  base::Milliseconds runner_wait{10 * 60 * 1000};   // for another barqdb to finish
  int jobs = 1;
  std::int64_t maintenance_memory =
      0;                               // bytes for all lanes of plain builds together; 0: the server's setting for each
  std::int64_t small_table = 1 << 20;  // bytes: under it an index is built plainly, inside the transaction
};

struct ReportSettings {
  base::Milliseconds min_evidence{14LL * 24 * 3600 * 1000};
  std::int64_t min_size = 1 << 20;
  std::vector<std::string> keep;  // patterns of index names that are never offered for dropping
};

struct LintSettings {
  int pg_version = 15;              // major version of the server that runs the SQL
  std::vector<std::string> ignore;  // ids of rules, or patterns of ids
  std::vector<std::string> enable;
  std::vector<std::pair<std::string, std::string>> severity;  // id or pattern → error, warning, info
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
  LintSettings lint;
  std::string migrations = "migrations";  // folder
};

}  // namespace barqdb::config
