// Runs a batch from its beginning or from where an earlier run stopped.
#pragma once

#include <string>
#include <vector>

#include "batch/job.hpp"
#include "batch/listener.hpp"
#include "batch/spec.hpp"
#include "config/settings.hpp"
#include "db/connection.hpp"

namespace barqdb::batch {

struct RunInput {
  Spec spec;
  Pace pace;
  config::OnlineSettings online;
  config::PoolSettings pool;
  db::ConnectOptions connect;
  std::vector<std::string> replicas;   // of the profile: their lag counts, and estimates are read there
  std::vector<std::string> arguments;  // the words by which it was asked for, remembered to resume it
};

struct RunResult {
  std::string name;
  std::string database;
  int server_version = 0;
  std::string table;
  std::int64_t rows = 0;      // changed in all
  std::int64_t rows_now = 0;  // of these by this run
  std::int64_t chunks = 0;    // of this run
  std::int64_t rejected = 0;
  std::int64_t appeared = 0;  // rows behind the upper bound that came later, counted up to 10,001
  double longest_ms = 0;      // the longest chunk of this run
  base::Milliseconds elapsed{0};
  db::PoolStatus pool;
  bool resumed = false;
  bool already_done = false;
};

// Throws base::Error. After any error, or a kill, the same input goes on where the last committed chunk ended.
RunResult run(const RunInput& input, Listener& listener);

}  // namespace barqdb::batch
