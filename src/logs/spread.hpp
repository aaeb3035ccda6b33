// Requests whose statements a pooler spreads over several sessions, as it does with those outside of transactions: put
// together by the trace in their comments; without one, by application, when the sessions around them are quiet.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "logs/loops.hpp"
#include "logs/work_units.hpp"

namespace barqdb::logs {

// Every execution goes on to `next`, which cuts the units of single sessions. What is inside of a transaction is one
// session's, and is not looked at here.
class Spread : public ExecutionSink {
 public:
  Spread(const UnitOptions& options, ExecutionSink& next, UnitSink& sink)
      : options_(options), next_(next), sink_(sink) {}

  void executed(const Session& session, const Execution& execution) override;
  void ended(const Session& session) override;
  void finish();  // behind the last execution

 private:
  struct Request {
    Unit unit;
    std::uint64_t session = 0;  // the first
    bool several = false;       // sessions
    bool crowded = false;       // too many statements without a pause: of more than one request
    std::int64_t last_end = Record::no_time;
  };

  void add_traced(const Session& session, const Execution& execution);
  void add_near(const Session& session, const Execution& execution);
  void add(const Session& session, const Execution& execution, Request& request);
  void end(Request& request, bool traced);
  void make_room(std::int64_t now);

  UnitOptions options_;
  ExecutionSink& next_;
  UnitSink& sink_;
  std::unordered_set<std::uint64_t> in_transaction_;  // sessions
  std::unordered_map<std::uint64_t, Request> traced_;
  std::unordered_map<std::uint64_t, Request> near_;
};

// `loops` and those of `spread`, in one order. Of a loop that is in both, a single session may have seen a part, the
// trace saw it whole.
std::vector<Loop> with_spread(std::vector<Loop> loops, const std::vector<Loop>& spread);

}  // namespace barqdb::logs
