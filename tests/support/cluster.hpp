// Real servers for tests: a private cluster a test program, a database a test.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "db/connection.hpp"

namespace barqdb::test {

// A cluster of its own: a copy of a template that initdb made once (under a lock, in the build folder). Unix socket
// only; the data folder is deleted at the end. fsync is off. Started as root, the server runs as an unprivileged user.
class Cluster {
 public:
  // Extra lines for postgresql.conf, such as "log_statement = all".
  explicit Cluster(const std::vector<std::string>& settings = {});
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  std::string conninfo(const std::string& database = "postgres", const std::string& user = "postgres") const;
  // A new, empty database with a name of its own; returns its name.
  std::string create_database();
  db::Connection connect(const std::string& database = "postgres", const std::string& user = "postgres") const;
  void stop_immediate();
  void start();
  std::string log() const;  // the whole server log so far
  std::string bin_dir() const;
  std::string psql() const;  // of this PostgreSQL, or of the installed one where it comes without
  std::string data_dir() const;
  std::string socket_dir() const;

  // The one that this test program shares; started at first use. Use it first in the main thread: a server ends with
  // the thread that started it, so that none outlives a test that crashed.
  static Cluster& shared();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace barqdb::test
