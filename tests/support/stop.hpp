// Stops barqdb at a certain point, to kill it there.
#pragma once

#include <string>

#include "support/project.hpp"

namespace barqdb::test {

// The sessions of barqdb, as a condition on pg_stat_activity.
inline const std::string worker = "application_name = 'barqdb' AND datname = current_database()";

// Where barqdb writes a row of its ledger, which is there already.
class Stop {
 public:
  // `rows` is a condition on NEW and TG_OP.
  Stop(const Project& project, const std::string& rows);
  void await_stop();
  void release();
  void remove();

 private:
  db::Connection connection_;
};

// SIGKILL to the program, and the end of its sessions.
void kill_worker(Running& run, db::Connection& connection);

}  // namespace barqdb::test
