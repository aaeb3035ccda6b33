// Looks at a statement of ours from a second connection while it runs: phase, percent, and who makes it wait.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "db/connection.hpp"
#include "db/question.hpp"

namespace barqdb::execute {

struct Sight {
  std::string phase;       // of an index build; "" when none is in progress
  std::int64_t done = 0;   // of the phase, in `unit`
  std::int64_t total = 0;  // 0 when not known
  const char* unit = "";   // blocks or tuples
  std::string blocker;     // "pid 123 (idle in transaction for 12 s, psql): SELECT …"; "" when nothing blocks

  bool waiting() const { return !blocker.empty() || phase.starts_with("waiting"); }
  std::string text() const;  // one line for a person; "" when there is nothing to tell
};

// How fast a phase goes on, from one look to the next.
class Pace {
 public:
  using Time = std::chrono::steady_clock::time_point;
  // "310 blocks/s, 12 s left"; "" while too little is known: a phase that began just now, or one that does not move.
  std::string text(const Sight& sight, Time now);

 private:
  std::string phase_;
  const char* unit_ = "";
  std::int64_t first_ = 0;
  Time began_;
};

// Opens its connection when it first looks, so that short statements cost none. Autocommit: it holds no snapshot
// between looks.
class Watch {
 public:
  // `pid` of the backend, or 0 where a pooler hides it.
  Watch(std::function<db::Connection()> connect, int pid) : connect_(std::move(connect)), pid_(pid) {}
  Sight look(const std::string& statement);
  // Why the last look saw nothing; "" when it saw.
  const std::string& trouble() const { return trouble_; }

 private:
  std::function<db::Connection()> connect_;
  int pid_;
  std::string trouble_;
  std::optional<db::Connection> connection_;
  std::optional<db::Question> question_;  // of that connection: looks are many, and planning costs more than looking
};

}  // namespace barqdb::execute
