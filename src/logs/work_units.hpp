// Cuts the statements of each session into units of work: a transaction, or a burst of statements without one.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "logs/sessions.hpp"
#include "logs/unit.hpp"

namespace barqdb::logs {

struct UnitOptions {
  std::int64_t burst_gap = 50'000;  // microseconds between two statements of one burst
  std::uint32_t small = 2;  // a transaction of at most so many statements is a part of its burst: ORMs wrap each
                            // write of a loop in one of its own
};

// Application and table: whose rows it takes with SKIP LOCKED, or the next one with a lock. What it does to them
// afterwards is done job by job.
using Queues = std::set<std::pair<std::string, std::string>>;

class UnitSink {
 public:
  virtual ~UnitSink() = default;
  // `before` is the burst that was open when this transaction began; nullptr when there was none.
  virtual void unit(const Unit& unit, const Unit* before) = 0;
};

class Units : public ExecutionSink {
 public:
  Units(const UnitOptions& options, UnitSink& sink) : options_(options), sink_(sink) {}

  void executed(const Session& session, const Execution& execution) override;
  void ended(const Session& session) override;

  std::uint64_t count() const { return count_; }
  const Queues& queues() const { return queues_; }

 private:
  // What one client does in a session: its name, and the trace or controller of its comments.
  struct Burst {
    Unit unit;
    std::string work;
    std::string application;
    std::int64_t last_end = Record::no_time;
    bool last_timed = false;
    bool last_coarse = false;
    const Shape* last_shape = nullptr;
  };
  // A session of the server. It has several bursts where a pooler gives its transactions to several clients in turn.
  struct State {
    std::vector<Burst> bursts{1};
    std::size_t now = 0;  // the one that the last statement belongs to
    Unit transaction;
    bool open = false;       // a transaction is open
    bool announced = false;  // by BEGIN; else known by its id only
    std::int64_t id = Execution::unknown_transaction;

    Burst& burst() { return bursts[now]; }
  };

  void follow_transaction(const Execution& execution, State& state);
  void choose_burst(const Session& session, const Execution& execution, State& state);
  void cut_burst(const Session& session, const Execution& execution, State& state);
  bool gap(const Execution& execution, const Burst& burst) const;
  void end_transaction(State& state);
  void end_burst(Burst& burst);
  void end_bursts(State& state);
  void statement(const Session& session, const Execution& execution, State& state);

  UnitOptions options_;
  UnitSink& sink_;
  std::unordered_map<std::uint64_t, State> states_;
  std::uint64_t last_key_ = 0;
  State* last_ = nullptr;
  std::uint64_t count_ = 0;
  Queues queues_;
};

}  // namespace barqdb::logs
