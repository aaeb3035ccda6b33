// Adding executions up, shape by shape.
#include "logs/unit.hpp"

#include <algorithm>

#include "logs/hash.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t most_uses = 512;  // shapes of one unit: a longer one is a batch of everything
constexpr std::size_t most_slots = 64;

void begin_use(Use& use, const Execution& execution, std::uint32_t place) {
  use.shape = execution.shape;
  use.count = use.lists = 0;
  use.first = place;
  use.milliseconds = 0;
  use.start = execution.start;
  use.varying = 0;
  use.context = execution.context;
  use.contexts = false;
  use.values.clear();
  use.first_slots = execution.slots;
  use.kinds = execution.kinds;
  use.line = execution.line;
  use.file = execution.file;
}

void find_varying(Use& use, const std::vector<std::uint64_t>& slots) {
  const std::size_t count = std::min({use.first_slots.size(), slots.size(), most_slots});
  for (std::size_t i = 0; i < count; ++i) {
    if (slots[i] != use.first_slots[i]) use.varying |= std::uint64_t{1} << i;
  }
}

void add_to(Use& use, const Execution& execution, std::uint32_t place) {
  if (use.shape == nullptr) {
    begin_use(use, execution, place);
  } else {
    find_varying(use, execution.slots);
    use.contexts = use.contexts || use.context != execution.context;
  }
  ++use.count;
  if (execution.lists) ++use.lists;
  use.last = place;
  if (use.values.size() < Use::most_values) use.values.push_back(execution.values);
  use.end = execution.end;
  if (execution.milliseconds >= 0) use.milliseconds += execution.milliseconds;
}

// `from` is of a unit whose first statement is the `offset`th of this one.
void merge(Use& use, const Use& from, std::uint32_t offset) {
  if (use.shape == nullptr) {
    use = from;
    use.first += offset;
    use.last += offset;
    return;
  }
  find_varying(use, from.first_slots);
  use.varying |= from.varying;
  use.contexts = use.contexts || from.contexts || use.context != from.context;
  use.count += from.count;
  use.lists += from.lists;
  use.milliseconds += from.milliseconds;
  use.end = from.end;
  use.last = from.last + offset;
  for (const std::uint64_t value : from.values) {
    if (use.values.size() < Use::most_values) use.values.push_back(value);
  }
}

std::vector<std::uint64_t> sorted_set(std::vector<std::uint64_t> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

}  // namespace

std::size_t Use::distinct() const { return sorted_set(values).size(); }

std::size_t Use::most_frequent() const {
  std::vector<std::uint64_t> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  std::size_t most = 0;
  for (auto at = sorted.begin(); at != sorted.end();) {
    const auto next = std::upper_bound(at, sorted.end(), *at);
    most = std::max(most, static_cast<std::size_t>(next - at));
    at = next;
  }
  return most;
}

std::uint64_t Use::set_hash() const {
  std::uint64_t hash = 0;
  for (const std::uint64_t value : sorted_set(values)) hash = mix(hash, value);
  return hash;
}

std::uint64_t Use::order_hash() const {
  std::uint64_t hash = 0;
  for (const std::uint64_t value : values) hash = mix(hash, value);
  return hash;
}

void Unit::clear() {
  used_ = hint_ = 0;
  statements = timed = 0;
  milliseconds = 0;
  start = end = Record::no_time;
  migration = blurred = pooled = false;
  if (uses_.size() > 64) uses_.resize(64);
  for (Use& use : uses_) {
    if (use.values.capacity() > 256) std::vector<std::uint64_t>().swap(use.values);
  }
}

bool Unit::has(const Shape* shape) const {
  const auto all = uses();
  return std::any_of(all.begin(), all.end(), [&](const Use& use) { return use.shape == shape; });
}

// The loop F G F G … finds each shape behind the one before.
Use* Unit::use_of(const Shape* shape) {
  for (std::size_t i = 0; i < used_; ++i) {
    const std::size_t at = (hint_ + i) % used_;
    if (uses_[at].shape != shape) continue;
    hint_ = at;
    return &uses_[at];
  }
  if (used_ == most_uses) return nullptr;
  if (used_ == uses_.size()) uses_.emplace_back();
  uses_[used_].shape = nullptr;
  return &uses_[used_++];
}

void Unit::add(const Session& session, const Execution& execution) {
  if (statements == 0) {
    application = session.application;
    database = session.database;
    tags = session.tags;
    start = execution.start;
  } else {
    if (tags->empty()) tags = session.tags;
    if (application.empty()) application = session.application;
  }
  end = execution.end;
  migration = migration || execution.shape->migration;
  if (execution.milliseconds >= 0) {
    milliseconds += execution.milliseconds;
    ++timed;
  }
  if (Use* use = use_of(execution.shape)) add_to(*use, execution, statements);
  ++statements;
}

void Unit::add(const Unit& other) {
  if (statements == 0) {
    application = other.application;
    database = other.database;
    tags = other.tags;
    start = other.start;
  }
  for (const Use& from : other.uses()) {
    if (Use* use = use_of(from.shape)) merge(*use, from, statements);
  }
  statements += other.statements;
  milliseconds += other.milliseconds;
  timed += other.timed;
  end = other.end;
  migration = migration || other.migration;
  blurred = blurred || other.blurred;
}

}  // namespace barqdb::logs
