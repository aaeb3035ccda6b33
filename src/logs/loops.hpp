// Finds the statements that a unit of work repeats, and adds them up over all units of the log.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "logs/work_units.hpp"

namespace barqdb::logs {

enum class LoopKind : std::uint8_t { read, repeat, write };

const char* check_of(LoopKind kind);  // "nplusone.read" …

struct LoopOptions {
  std::uint32_t min_repeats = 5;    // in one unit
  double min_distinct = 0.8;        // share of different values that makes a loop over rows
  double min_time = 50;             // milliseconds in one unit; or
  double min_share = 0.1;           // of the unit's time or statements
  std::int64_t burst_gap = 50'000;  // microseconds: a longer pause begins another unit (UnitOptions)
};

// One shape repeated in the units of one application.
struct Loop {
  LoopKind kind = LoopKind::read;
  std::string application;
  std::string database;
  const Shape* shape = nullptr;
  std::uint64_t units = 0;
  bool pooled = false;  // of a unit that was put together by nearness in time
  std::uint64_t executions = 0;
  std::uint32_t most = 0;  // repeats in one unit
  std::uint32_t least = 0;
  std::uint64_t distinct = 0;  // different values, added over the units
  double milliseconds = 0;     // spent in the statement, where the log says it
  double elapsed = 0;          // milliseconds from the first repeat to the last, over all units
  bool timed = false;
  std::uint64_t varying = 0;  // slots that varied in some unit
  std::vector<ValueKind> kinds;
  const Shape* source = nullptr;              // of the first unit
  std::vector<const Shape*> before;           // other reads before the loop, the nearest first
  std::map<std::string, std::uint64_t> tags;  // "controller=orders": units; the most frequent stay
  bool same_values = true;                    // every unit had the same set of values
  bool same_order = true;                     // and in the same order
  bool same_source = true;                    // every unit's source had the same values
  std::uint64_t values = 0;                   // hashes of the first unit's
  std::uint64_t order = 0;
  std::uint64_t source_values = 0;
  std::uint32_t file = 0;  // of the first repeat in the log
  std::uint64_t line = 0;
  std::int64_t first_time = Record::no_time;
  std::int64_t last_time = Record::no_time;
};

class Loops : public UnitSink {
 public:
  explicit Loops(const LoopOptions& options) : options_(options) {}

  void unit(const Unit& unit, const Unit* before) override;

  // Those that are loops, the costliest first. What is done to the tables of `queues` is left out.
  std::vector<Loop> found(const Queues& queues) const;
  // Called when a loop is seen for the first time.
  std::function<void(const Loop&)> on_new;

 private:
  void look_at(const Use& use, const Unit& unit, const Unit* before);
  void record(LoopKind kind, const Use& use, const Unit& unit, const Use* source);

  LoopOptions options_;
  std::map<std::tuple<std::string, std::uint32_t, LoopKind>, Loop> loops_;
};

void sort_by_cost(std::vector<Loop>& loops);  // the costliest first

}  // namespace barqdb::logs
