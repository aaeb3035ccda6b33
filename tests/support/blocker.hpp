// Sessions that keep others waiting, and the end of barqdb's own ones.
#pragma once

#include <string>

#include "support/project.hpp"

namespace barqdb::test {

// An open transaction that has run `sql`: a write keeps concurrent builds on its table waiting, a query those on any.
class Blocker {
 public:
  Blocker(const Project& project, const std::string& sql, const std::string& isolation = "REPEATABLE READ");
  int pid() const { return connection_.backend_pid(); }
  void release() { connection_.query("COMMIT"); }

 private:
  db::Connection connection_;
};

// A condition on pg_stat_activity: sessions of barqdb in this database.
extern const char* const of_barqdb;

// Ends the sessions of barqdb in the project's database, and returns when the server has.
void end_sessions(const Project& project);

// Polls until the program's output has the words; fails the test when it ends, or after 20 s, without them.
void await_output(Running& run, const std::string& words);

// Polls until a build of this project is in the phase.
void await_phase(db::Connection& watcher, const std::string& phase);

// What every finished run leaves: no invalid index, no open step, and nothing to do for the same command again.
void check_finished(const Project& project, const std::vector<std::string>& command);

}  // namespace barqdb::test
