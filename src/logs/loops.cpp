// Which repeats of a unit are loops over rows, which are the same question again, and which are neither.
#include "logs/loops.hpp"

#include <algorithm>

#include "logs/fan_out.hpp"
#include "logs/link.hpp"
#include "logs/loop_rules.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t most_loops = 5000;
constexpr std::size_t most_tags = 20;
constexpr std::uint32_t least_per_source = 4;

double elapsed_ms(const Use& use) {
  if (use.start == Record::no_time || use.end == Record::no_time) return 0;
  return std::max(0.0, static_cast<double>(use.end - use.start) / 1000);
}

bool can_be_source(const Use& use) {
  if (use.shape->role == Role::write || use.shape->role == Role::cursor) return true;
  return !use.shape->system || use.shape->own_function;
}

// The nearest shape before the loop that ran much less often: its rows are what the loop goes over.
const Use* find_source(const Use& loop, const Unit& unit, const Unit* before) {
  const Use* best = nullptr;
  const auto look = [&](const Use& use, bool earlier) {
    if (!earlier || use.shape == loop.shape || !can_be_source(use) || use.count * least_per_source > loop.count) return;
    // A count lists nothing: look-ups of several sessions behind it are rather independent ones.
    if (unit.pooled && use.shape->facts.aggregates) return;
    const bool read = use.shape->role != Role::write;
    const bool better = best == nullptr || (read && best->shape->role == Role::write) ||
                        (read == (best->shape->role != Role::write) && use.last >= best->last);
    if (better) best = &use;
  };
  for (const Use& use : unit.uses()) look(use, use.first < loop.first);
  if (best == nullptr && before != nullptr) {
    for (const Use& use : before->uses()) look(use, true);
  }
  return best;
}

// What else was read before the loop, no more often than it: inside of another loop its rows come from there.
std::vector<const Shape*> reads_before(const Use& loop, const Unit& unit) {
  constexpr std::size_t most = 8;
  std::vector<const Use*> earlier;
  for (const Use& use : unit.uses()) {
    const bool reads = use.shape->role != Role::write && can_be_source(use);
    if (reads && use.shape != loop.shape && use.first < loop.first && use.count <= loop.count) earlier.push_back(&use);
  }
  std::sort(earlier.begin(), earlier.end(),
            [](const Use* left, const Use* right) { return left->first > right->first; });
  std::vector<const Shape*> shapes;
  for (const Use* use : earlier) {
    if (shapes.size() < most) shapes.push_back(use->shape);
  }
  return shapes;
}

// The middle of a loop inside a loop: what it leads to drowns it, in time and in number.
bool feeds_loop(const Use& use, const Unit& unit, std::uint32_t min_repeats) {
  const auto uses = unit.uses();
  return std::any_of(uses.begin(), uses.end(), [&](const Use& other) {
    return other.count >= min_repeats && other.count > use.count && other.shape->role == Role::read &&
           find_source(other, unit, nullptr) == &use;
  });
}

}  // namespace

const char* check_of(LoopKind kind) {
  switch (kind) {
    case LoopKind::read: return "nplusone.read";
    case LoopKind::repeat: return "nplusone.repeat";
    case LoopKind::write: return "nplusone.write";
  }
  return "";
}

void Loops::unit(const Unit& unit, const Unit* before) {
  if (unit.migration || is_tool(unit.application)) return;
  for (const Use& use : unit.uses()) {
    if (use.count >= options_.min_repeats) look_at(use, unit, before);
  }
}

void Loops::look_at(const Use& use, const Unit& unit, const Unit* before) {
  const Shape& shape = *use.shape;
  if (shape.system || shape.facts.several || shape.facts.skips_locked || shape.id == 0) return;
  const bool worth = use.milliseconds >= options_.min_time || unit.milliseconds <= 0 ||
                     use.milliseconds >= options_.min_share * unit.milliseconds ||
                     use.count >= options_.min_share * unit.statements || feeds_loop(use, unit, options_.min_repeats);
  if (!worth) return;
  if (unit.blurred && is_slow(use, options_.burst_gap)) return;
  const Use* source = find_source(use, unit, before);
  // Several sessions that are put together by nearness may serve several requests: a list, and look-ups of others.
  const bool of_one = !unit.pooled || (source != nullptr && use.count >= options_.min_repeats * source->count &&
                                       !lists_other_keys(*source->shape, shape, use.varying));
  if (!of_one) return;
  const std::size_t distinct = use.distinct();
  const double share = static_cast<double>(distinct) / static_cast<double>(use.values.size());
  if (shape.role == Role::write) {
    const bool many_requests = unit.pooled || (unit.blurred && is_cycle_of_requests(use, unit));
    if (!many_requests && is_write_loop(use, share >= options_.min_distinct))
      record(LoopKind::write, use, unit, nullptr);
    return;
  }
  if (shape.role != Role::read) return;
  // Rows of a list that refer to the same parents: still one look-up a row, and a join answers them all.
  const bool many_to_one = distinct >= options_.min_repeats && varies_by_key(use);
  if (share >= options_.min_distinct || many_to_one) {
    const bool rows = source != nullptr && goes_over_rows(use) && !is_cycle(use, *source);
    if (rows && !is_of_many_requests(use, *source, unit)) record(LoopKind::read, use, unit, source);
  } else if (use.most_frequent() >= options_.min_repeats && is_repeat(use, unit)) {
    if (unit.pooled) return;
    // Where pauses are not seen, the same question of each of many requests looks like one that asks again.
    if (unit.blurred && source == nullptr) return;
    record(LoopKind::repeat, use, unit, source);
  }
}

void Loops::record(LoopKind kind, const Use& use, const Unit& unit, const Use* source) {
  if (loops_.size() >= most_loops) return;
  const auto [entry, is_new] = loops_.try_emplace({unit.application, use.shape->id, kind});
  Loop& loop = entry->second;
  const std::uint64_t values = use.set_hash();
  const std::uint64_t order = use.order_hash();
  const std::uint64_t source_values = source == nullptr ? 0 : source->order_hash();
  if (is_new) {
    loop.kind = kind;
    loop.application = unit.application;
    loop.database = unit.database;
    loop.shape = use.shape;
    loop.least = use.count;
    loop.source = source == nullptr ? nullptr : source->shape;
    loop.before = reads_before(use, unit);
    loop.pooled = unit.pooled;
    loop.values = values;
    loop.order = order;
    loop.source_values = source_values;
    loop.kinds = use.kinds;
    loop.file = use.file;
    loop.line = use.line;
    loop.first_time = use.start;
  }
  ++loop.units;
  loop.executions += use.count;
  loop.most = std::max(loop.most, use.count);
  loop.least = std::min(loop.least, use.count);
  loop.distinct += use.distinct();
  loop.milliseconds += use.milliseconds;
  loop.elapsed += elapsed_ms(use);
  loop.timed = loop.timed || unit.timed > 0;
  loop.varying |= use.varying;
  loop.same_values = loop.same_values && loop.values == values;
  loop.same_order = loop.same_order && loop.order == order;
  loop.same_source = loop.same_source && loop.source_values == source_values;
  loop.last_time = use.end;
  for (const auto& [key, value] : lasting(*unit.tags)) {
    const std::string text = key + "=" + value;
    if (loop.tags.contains(text) || loop.tags.size() < most_tags) ++loop.tags[text];
  }
  if (is_new && on_new) on_new(loop);
}

std::vector<Loop> Loops::found(const Queues& queues) const {
  std::vector<Loop> out;
  for (const auto& entry : loops_) {
    const Loop& loop = entry.second;
    const auto& tables = loop.shape->facts.tables;
    const bool queue = std::any_of(tables.begin(), tables.end(), [&](const auto& table) {
      return queues.contains({loop.application, table.name});
    });
    if (!queue && !is_fan_out(loop)) out.push_back(loop);
  }
  sort_by_cost(out);
  return out;
}

void sort_by_cost(std::vector<Loop>& loops) {
  std::stable_sort(loops.begin(), loops.end(), [](const Loop& left, const Loop& right) {
    return left.milliseconds != right.milliseconds ? left.milliseconds > right.milliseconds
                                                   : left.executions > right.executions;
  });
}

}  // namespace barqdb::logs
