// Units by BEGIN and COMMIT, by the virtual transaction id where they are not logged, and by gaps of time.
#include "logs/work_units.hpp"

namespace barqdb::logs {
namespace {

constexpr std::int64_t second = 1'000'000;
// Where the log does not say how long a statement took, its time lies inside the gap that follows it: a source that is
// slow must not be cut off from its loop.
constexpr std::int64_t untimed_factor = 4;

bool counts(Role role) { return role == Role::read || role == Role::write || role == Role::cursor; }

}  // namespace

bool Units::gap(const Execution& execution, const State& state) const {
  if (execution.start == Record::no_time || state.last_end == Record::no_time) return false;
  std::int64_t most = options_.burst_gap;
  const bool read_after_read = state.last_shape != nullptr && state.last_shape != execution.shape &&
                               state.last_shape->role == Role::read && execution.shape->role == Role::read;
  if (!state.last_timed && read_after_read) most *= untimed_factor;
  if (state.last_coarse || execution.coarse_time) most = second;
  const std::int64_t passed = execution.start - state.last_end;
  return passed > most || passed < -10 * second;
}

void Units::end_burst(State& state) {
  if (!state.burst.empty()) {
    ++count_;
    sink_.unit(state.burst, nullptr);
  }
  state.burst.clear();
}

void Units::end_transaction(State& state) {
  state.open = state.announced = false;
  state.id = Execution::unknown_transaction;
  if (state.transaction.empty()) return;
  if (state.transaction.statements <= options_.small) {
    state.burst.add(state.transaction);
  } else {
    ++count_;
    sink_.unit(state.transaction, state.burst.empty() ? nullptr : &state.burst);
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

void Units::cut_burst(const Session& session, const Execution& execution, State& state) {
  const bool other = state.work != session.work || state.application != session.application;
  const bool same_transaction = state.open && state.transaction.statements > 0;
  if (other || (!same_transaction && gap(execution, state))) end_burst(state);
  if (other) {
    state.work = session.work;
    state.application = session.application;
  }
}

void Units::statement(const Session& session, const Execution& execution, State& state) {
  const Shape& shape = *execution.shape;
  // SKIP LOCKED, or the first row that is locked: a job is taken from a queue.
  const bool takes_job = shape.facts.skips_locked || (shape.facts.locks_rows && shape.facts.limited);
  if (takes_job) {
    for (const model::QualifiedName& table : shape.facts.tables) queues_.insert(table.name);
    // Each job is a unit of its own.
    if (state.transaction.statements > options_.small) sink_.unit(state.transaction, nullptr);
    state.transaction.clear();
    end_burst(state);
  }
  Unit& unit = state.open ? state.transaction : state.burst;
  if (shape.role == Role::schema) unit.migration = true;
  if (counts(shape.role)) unit.add(session, execution);
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
    end_burst(state);
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
  state.last_end = execution.end;
  state.last_timed = execution.milliseconds >= 0;
  state.last_coarse = execution.coarse_time;
  state.last_shape = execution.shape;
}

void Units::ended(const Session& session) {
  const auto found = states_.find(session.key);
  if (found == states_.end()) return;
  end_transaction(found->second);
  end_burst(found->second);
  states_.erase(found);
  last_ = nullptr;
}

}  // namespace barqdb::logs
