// A log that a test writes message by message, read as nplusone reads one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logs/loops.hpp"
#include "logs/spread.hpp"

namespace barqdb::test {

class MemoryLog {
 public:
  // Milliseconds later, by the session (its process).
  MemoryLog& at(std::int64_t later, int pid = 1) {
    record_ = {};
    now_ += later * 1000;
    record_.time = now_;
    record_.pid = pid;
    record_.severity = logs::Severity::log;
    return *this;
  }
  MemoryLog& as(std::string_view application) {
    record_.application = application;
    return *this;
  }
  MemoryLog& vxid(std::string_view id) {
    record_.vxid = id;
    return *this;
  }
  // A prefix with %t, or without a time.
  MemoryLog& whole_seconds() {
    record_.time = now_ / 1'000'000 * 1'000'000;
    record_.coarse_time = true;
    return *this;
  }
  MemoryLog& without_time() {
    record_.time = logs::Record::no_time;
    return *this;
  }
  void say(const std::string& message, const std::string& detail = "") {
    record_.message = message;
    record_.detail = detail;
    record_.line = ++line_;
    sessions_.take(record_);
  }
  // An error in this statement.
  void fail(const std::string& sql, int pid = 1) {
    at(1, pid);
    record_.severity = logs::Severity::error;
    record_.message = "it failed";
    record_.statement = sql;
    record_.line = ++line_;
    sessions_.take(record_);
  }
  void run(const std::string& sql, int pid = 1, std::int64_t later = 1) {
    at(later, pid).say("duration: 0.100 ms  statement: " + sql);
  }
  std::vector<logs::Loop> loops() {
    sessions_.finish();
    spread_.finish();
    return logs::with_spread(loops_.found(units_.queues()), spread_loops_.found(units_.queues()));
  }
  const logs::SessionCounts& counts() const { return sessions_.counts(); }

 private:
  logs::Shapes shapes_;
  logs::Loops loops_{logs::LoopOptions{}};
  logs::Loops spread_loops_{logs::LoopOptions{}};
  logs::Units units_{logs::UnitOptions{}, loops_};
  logs::Spread spread_{logs::UnitOptions{}, units_, spread_loops_};
  logs::Sessions sessions_{shapes_, spread_};
  logs::Record record_;
  std::int64_t now_ = 1'736'166'896'000'000;
  std::uint64_t line_ = 0;
};

}  // namespace barqdb::test
