// pgbouncer before the databases of a cluster.
#pragma once

#include <sys/types.h>

#include <string>

#include "support/project.hpp"

namespace barqdb::test {

class Pooler {
 public:
  static bool installed();

  // Returns when it answers. `size`: how many connections to the server it keeps for a database. `mode`: when a client
  // gives its one back.
  explicit Pooler(const Project& project, int size = 1);  // in transaction mode
  Pooler(const Cluster& cluster, std::string database, const std::string& mode, int size = 1);
  ~Pooler();
  Pooler(const Pooler&) = delete;
  Pooler& operator=(const Pooler&) = delete;

  std::string conninfo() const;
  db::Connection connect(const std::string& application = "test") const;

 private:
  void await_answer() const;

  std::string socket_;
  std::string database_;
  TemporaryFolder folder_;
  pid_t pid_ = 0;
};

}  // namespace barqdb::test
