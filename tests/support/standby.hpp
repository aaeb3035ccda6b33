// A streaming standby of a test's cluster.
#pragma once

#include <memory>
#include <string>

#include "support/cluster.hpp"

namespace barqdb::test {

class Standby {
 public:
  // Says that the test is skipped when the cluster's PostgreSQL comes without pg_basebackup.
  static bool possible(const Cluster& primary);
  // Copies the cluster by pg_basebackup with a replication slot of its own, starts it and waits until it answers.
  explicit Standby(const Cluster& primary);
  ~Standby();
  Standby(const Standby&) = delete;
  Standby& operator=(const Standby&) = delete;

  std::string conninfo(const std::string& database) const;
  db::Connection connect(const std::string& database) const;
  // Polls until all that the primary has written is replayed here.
  void catch_up(db::Connection& primary) const;
  void stop_immediate();
  void start();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace barqdb::test
