// What the server says of itself in its log: errors, waits for locks, temporary files, checkpoints, autovacuum.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "logs/record.hpp"
#include "logs/timeline.hpp"

namespace barqdb::logs {

struct ErrorGroup {
  std::uint64_t count = 0;
  std::string sqlstate;  // "" when the log does not say
  std::string severity;
  std::string message;    // without names and numbers, so that equal ones are one
  std::string example;    // the first, as it stands
  std::string statement;  // of the first
  std::uint32_t file = 0;
  std::uint64_t line = 0;
};

struct TemporaryFiles {
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
  std::uint64_t largest = 0;
};

struct VacuumedTable {
  std::uint64_t vacuums = 0;
  std::uint64_t analyzes = 0;
  double seconds = 0;
};

struct Checkpoints {
  std::uint64_t count = 0;
  std::uint64_t requested = 0;  // not by time
  std::uint64_t too_frequent = 0;
  std::uint64_t buffers = 0;
  double seconds = 0;
  double longest = 0;
};

class ServerEvents {
 public:
  void take(const Record& record, Timeline& timeline);

  std::map<std::string, ErrorGroup> errors;  // by severity, state and message
  std::uint64_t error_count = 0;
  std::uint64_t lock_waits = 0;  // longer than deadlock_timeout
  double lock_wait_ms = 0;       // of those that got the lock in the end
  std::uint64_t deadlocks = 0;
  std::uint64_t cancelled = 0;  // statements, by a timeout, a person, or a conflict with recovery
  std::uint64_t connections = 0;
  std::uint64_t disconnections = 0;
  std::uint64_t refused_connections = 0;
  TemporaryFiles temporary;
  std::map<std::string, TemporaryFiles> temporary_by_statement;  // the text's beginning
  std::map<std::string, VacuumedTable> autovacuum;               // by table
  Checkpoints checkpoints;

 private:
  void about_upkeep(const Record& record, Timeline& timeline);
  void error(const Record& record);
  bool lock_message(const Record& record);
  bool file_message(const Record& record);
  bool vacuum_message(const Record& record);
  bool checkpoint_message(const Record& record);
};

}  // namespace barqdb::logs
