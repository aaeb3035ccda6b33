// pgbouncer in transaction mode before a project's database.
#pragma once

#include <sys/types.h>

#include <string>

#include "support/project.hpp"

namespace barqdb::test {

class Pooler {
 public:
  static bool installed();

  // `size`: how many connections to the server it keeps for the database.
  explicit Pooler(const Project& project, int size = 1);
  ~Pooler();
  Pooler(const Pooler&) = delete;
  Pooler& operator=(const Pooler&) = delete;

  std::string conninfo() const;
  db::Connection connect() const;  // polls until it is up

 private:
  const Project& project_;
  TemporaryFolder folder_;
  pid_t pid_ = 0;
};

}  // namespace barqdb::test
