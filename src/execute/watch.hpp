// Looks at a statement of ours from a second connection while it runs: phase, percent, and who makes it wait.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "db/connection.hpp"

namespace barqdb::execute {

struct Sight {
  std::string phase;    // of an index build; "" when none is in progress
  double percent = -1;  // of the phase; -1 when not known
  std::string blocker;  // "pid 123 (idle in transaction for 12 s, psql): SELECT …"; "" when nothing blocks

  bool waiting() const { return !blocker.empty() || phase.starts_with("waiting"); }
  std::string text() const;  // one line for a person; "" when there is nothing to tell
};

// Opens its connection when it first looks, so that short statements cost none. Autocommit: it holds no snapshot
// between looks.
class Watch {
 public:
  // `pid` of the backend, or 0 where a pooler hides it.
  Watch(std::function<db::Connection()> connect, int pid) : connect_(std::move(connect)), pid_(pid) {}
  Sight look(const std::string& statement);

 private:
  std::function<db::Connection()> connect_;
  int pid_;
  std::optional<db::Connection> connection_;
};

}  // namespace barqdb::execute
