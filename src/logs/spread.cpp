// One open request a trace, and one an application.
#include "logs/spread.hpp"

#include <algorithm>

#include "logs/hash.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t most_traces = 128;  // open at a time
constexpr std::size_t most_applications = 256;
constexpr std::uint32_t most_traced = 5000;  // statements
constexpr std::uint32_t most_near = 1000;
constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t longest_silence = 5 * second;  // of a trace that goes on

bool counts(Role role) { return role == Role::read || role == Role::write || role == Role::cursor; }

}  // namespace

void Spread::executed(const Session& session, const Execution& execution) {
  next_.executed(session, execution);
  const Role role = execution.shape->role;
  if (role == Role::begin) {
    in_transaction_.insert(session.key);
  } else if (role == Role::commit || role == Role::reset) {
    in_transaction_.erase(session.key);
  }
  if (!counts(role) || in_transaction_.contains(session.key)) return;
  if (execution.trace != 0) return add_traced(session, execution);
  if (role != Role::write && execution.end != Record::no_time && !execution.coarse_time) add_near(session, execution);
}

void Spread::ended(const Session& session) {
  next_.ended(session);
  in_transaction_.erase(session.key);
}

void Spread::add(const Session& session, const Execution& execution, Request& request) {
  if (request.unit.empty()) request.session = session.key;
  request.several = request.several || request.session != session.key;
  request.unit.add(session, execution);
  request.last_end = std::max(request.last_end, execution.end);
}

void Spread::add_traced(const Session& session, const Execution& execution) {
  const std::uint64_t key = mix(execution.trace, hash_bytes(session.application));
  if (traced_.size() >= most_traces && !traced_.contains(key)) make_room(execution.end);
  Request& request = traced_[key];
  if (request.unit.statements < most_traced) add(session, execution, request);
}

// Traces that have been silent end; when none has, the one that was silent for longest.
void Spread::make_room(std::int64_t now) {
  const auto oldest = std::min_element(traced_.begin(), traced_.end(), [](const auto& left, const auto& right) {
    return left.second.last_end < right.second.last_end;
  });
  const std::int64_t silent = std::max(oldest->second.last_end, now - longest_silence);
  for (auto entry = traced_.begin(); entry != traced_.end();) {
    if (entry->second.last_end > silent) {
      ++entry;
      continue;
    }
    end(entry->second, true);
    entry = traced_.erase(entry);
  }
}

void Spread::add_near(const Session& session, const Execution& execution) {
  const std::uint64_t key =
      mix(mix(hash_bytes(session.application), hash_bytes(session.database)), hash_bytes(session.user));
  if (near_.size() >= most_applications && !near_.contains(key)) return;
  Request& request = near_[key];
  const std::int64_t passed = execution.start - request.last_end;
  if (request.last_end != Record::no_time && (passed > options_.burst_gap || passed < -10 * second))
    end(request, false);
  if (request.crowded) {
    request.last_end = std::max(request.last_end, execution.end);
    return;
  }
  add(session, execution, request);
  if (request.unit.statements < most_near) return;
  request.crowded = true;
  request.unit.clear();
}

void Spread::end(Request& request, bool traced) {
  if ((traced || request.several) && !request.crowded) {
    request.unit.pooled = !traced;
    sink_.unit(request.unit, nullptr);
  }
  request.unit.clear();
  request.several = request.crowded = false;
  request.last_end = Record::no_time;
}

void Spread::finish() {
  for (auto& entry : traced_) end(entry.second, true);
  for (auto& entry : near_) end(entry.second, false);
}

std::vector<Loop> with_spread(std::vector<Loop> loops, const std::vector<Loop>& spread) {
  const std::size_t known = loops.size();
  for (const Loop& loop : spread) {
    const auto same = [&](const Loop& other) {
      return other.shape == loop.shape && other.application == loop.application;
    };
    const auto end = loops.begin() + static_cast<std::ptrdiff_t>(known);
    const auto found = std::find_if(loops.begin(), end, same);
    if (found == end) {
      loops.push_back(loop);
    } else if (found->kind == loop.kind && !loop.pooled && loop.most > found->most &&
               loop.executions >= found->executions) {
      *found = loop;
    }
  }
  sort_by_cost(loops);
  return loops;
}

}  // namespace barqdb::logs
