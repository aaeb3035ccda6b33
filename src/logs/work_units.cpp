// Units by BEGIN and COMMIT, by the virtual transaction id where they are not logged, and by gaps of time.
#include "logs/work_units.hpp"

#include <algorithm>

#include "logs/loop_rules.hpp"

namespace barqdb::logs {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::size_t most_clients = 16;  // at work in one session at a time
// Where the log does not say how long a statement took, its time lies inside the gap that follows it: a source that is
// slow must not be cut off from its loop.
constexpr std::int64_t untimed_factor = 4;

// SKIP LOCKED, an advisory lock that is tried for rows of a table, or the first row of an order that is locked: a job
// is taken from a queue. A row that is locked by its key is none, though Django puts a LIMIT behind it.
bool takes_job(const Shape& shape) {
  if (shape.facts.skips_locked || shape.facts.locks_first) return true;
  const auto& functions = shape.facts.functions;
  const bool tries = std::any_of(functions.begin(), functions.end(),
                                 [](const std::string& function) { return function.starts_with("pg_try_advisory_"); });
  if (tries && !shape.system && shape.facts.limited) return true;
  if (!shape.facts.locks_rows || !shape.facts.limited || !shape.facts.ordered) return false;
  for (std::size_t i = 0; i < shape.uses.size(); ++i) {
    if (shape.uses[i] == plan::ValueUse::equal && is_key_name(shape.columns[i])) return false;
  }
  return true;
}

bool counts(Role role) { return role == Role::read || role == Role::write || role == Role::cursor; }

}  // namespace

bool Units::gap(const Execution& execution, const Burst& burst) const {
  if (execution.start == Record::no_time || burst.last_end == Record::no_time) return false;
  std::int64_t most = options_.burst_gap;
  // Look-ups begin behind their source; a shape that comes back is the next request.
  const bool begins_loop = burst.last_shape != nullptr && burst.last_shape->role == Role::read &&
                           execution.shape->role == Role::read && !burst.unit.has(execution.shape);
  if (!burst.last_timed && begins_loop) most *= untimed_factor;
  if (burst.last_coarse || execution.coarse_time) most = second;
  const std::int64_t passed = execution.start - burst.last_end;
  return passed > most || passed < -10 * second;
}

void Units::end_burst(Burst& burst) {
  if (!burst.unit.empty()) {
    ++count_;
    sink_.unit(burst.unit, nullptr);
  }
  burst.unit.clear();
}

void Units::end_bursts(State& state) {
  for (Burst& burst : state.bursts) end_burst(burst);
  state.bursts.resize(1);
  state.now = 0;
}

void Units::end_transaction(State& state) {
  state.open = state.announced = false;
  state.id = Execution::unknown_transaction;
  if (state.transaction.empty()) return;
  Unit& burst = state.burst().unit;
  if (state.transaction.statements <= options_.small) {
    burst.add(state.transaction);
  } else {
    ++count_;
    state.transaction.blurred = false;
    sink_.unit(state.transaction, burst.empty() ? nullptr : &burst);
  }
  state.transaction.clear();
}

// Where a statement stands by its virtual transaction id, when BEGIN or COMMIT were not logged or got lost.
void Units::follow_transaction(const Execution& execution, State& state) {
  const std::int64_t id = execution.transaction;
  if (id == Execution::unknown_transaction) return;
  if (state.open && state.id > 0 && id != state.id) end_transaction(state);
  if (state.open && state.id <= 0) {
    if (id == 0 && state.announced) end_transaction(state);
    if (id > 0) state.id = id;
  }
  if (!state.open && id > 0) {
    state.open = true;
    state.announced = false;
    state.id = id;
  }
}

// The burst of the client that is at work. What other clients began in this session goes on when they are back, unless
// that takes as long as separates two requests.
void Units::choose_burst(const Session& session, const Execution& execution, State& state) {
  const auto belongs = [&](const Burst& burst) {
    return burst.work == session.work && burst.application == session.application;
  };
  if (belongs(state.burst())) return;
  // They become known in the middle of a burst: by SET application_name, where the prefix does not say it, or by the
  // first comment of the session.
  const auto becomes = [](const std::string& before, const std::string& now) {
    return before.empty() || before == now;
  };
  if (becomes(state.burst().application, session.application) && becomes(state.burst().work, session.work)) {
    state.burst().application = session.application;
    state.burst().work = session.work;
    return;
  }
  std::size_t free = state.bursts.size();
  for (std::size_t i = 0; i < state.bursts.size(); ++i) {
    Burst& burst = state.bursts[i];
    if (belongs(burst)) {
      state.now = i;
      return;
    }
    if (burst.unit.empty() || gap(execution, burst)) free = i;
  }
  if (free == state.bursts.size()) {
    if (free == most_clients) {
      free = 0;
      for (std::size_t i = 1; i < most_clients; ++i) {
        if (state.bursts[i].last_end < state.bursts[free].last_end) free = i;
      }
    } else {
      state.bursts.emplace_back();
    }
  }
  state.now = free;
  Burst& burst = state.burst();
  end_burst(burst);
  burst.work = session.work;
  burst.application = session.application;
  burst.last_end = Record::no_time;
}

void Units::cut_burst(const Session& session, const Execution& execution, State& state) {
  choose_burst(session, execution, state);
  const bool same_transaction = state.open && state.transaction.statements > 0;
  if (!same_transaction && gap(execution, state.burst())) end_burst(state.burst());
}

void Units::statement(const Session& session, const Execution& execution, State& state) {
  const Shape& shape = *execution.shape;
  if (takes_job(shape)) {
    for (const model::QualifiedName& table : shape.facts.tables) queues_.emplace(session.application, table.name);
    // Each job is a unit of its own.
    if (state.transaction.statements > options_.small) sink_.unit(state.transaction, nullptr);
    state.transaction.clear();
    end_burst(state.burst());
  }
  Unit& unit = state.open ? state.transaction : state.burst().unit;
  if (shape.role == Role::schema) unit.migration = true;
  if (!counts(shape.role)) return;
  unit.add(session, execution);
  unit.blurred = unit.blurred || execution.coarse_time || execution.end == Record::no_time;
}

void Units::executed(const Session& session, const Execution& execution) {
  if (last_ == nullptr || last_key_ != session.key) {
    last_ = &states_[session.key];
    last_key_ = session.key;
  }
  State& state = *last_;
  const Role role = execution.shape->role;
  if (role == Role::reset) {
    end_transaction(state);
    end_bursts(state);
  } else if (role == Role::begin) {
    if (state.open) end_transaction(state);
    cut_burst(session, execution, state);
    state.open = state.announced = true;
    state.id = execution.transaction;
  } else if (role == Role::commit) {
    end_transaction(state);
  } else {
    follow_transaction(execution, state);
    cut_burst(session, execution, state);
    statement(session, execution, state);
  }
  Burst& burst = state.burst();
  burst.last_end = execution.end;
  burst.last_timed = execution.milliseconds >= 0;
  burst.last_coarse = execution.coarse_time;
  burst.last_shape = execution.shape;
}

void Units::ended(const Session& session) {
  const auto found = states_.find(session.key);
  if (found == states_.end()) return;
  end_transaction(found->second);
  end_bursts(found->second);
  states_.erase(found);
  last_ = nullptr;
}

}  // namespace barqdb::logs
