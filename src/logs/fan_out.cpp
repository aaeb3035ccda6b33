// Told by what varies, by what all units have in common, and by what the source can have listed.
#include "logs/fan_out.hpp"

#include "logs/link.hpp"
#include "logs/loop_rules.hpp"

namespace barqdb::logs {
namespace {

// In a program's text.
constexpr std::uint32_t most_constants = 50;
constexpr std::uint32_t most_words = 20;

struct Varying {
  bool words = false;  // what varies are words or dates, and no keys
  bool dates = false;  // dates only
};

Varying varying_of(const Loop& loop) {
  Varying out{loop.varying != 0, loop.varying != 0};
  for (std::size_t i = 0; i < loop.kinds.size() && i < 64; ++i) {
    if ((loop.varying >> i & 1U) == 0) continue;
    const bool key = i < loop.shape->columns.size() && is_key_name(loop.shape->columns[i]);
    out.dates = out.dates && !key && loop.kinds[i] == ValueKind::date;
    out.words = out.words && !key && (loop.kinds[i] == ValueKind::word || loop.kinds[i] == ValueKind::date);
  }
  return out;
}

}  // namespace

bool is_fan_out(const Loop& loop) {
  if (loop.kind != LoopKind::read || loop.most != loop.least || loop.most > most_constants) return false;
  const Varying varying = varying_of(loop);
  const bool listed = source_lists(loop);
  if (varying.words && loop.most <= most_words) {
    const bool again = loop.units > 1 && loop.same_values;
    if (loop.shape->facts.aggregates && (again || !listed)) return true;
    if (!listed && (again || (loop.units > 1 && varying.dates))) return true;
  }
  if (listed || !loop.same_order) return false;
  // The list that came before was another one, and yet the loop went over the same values in the same order; or it was
  // a single row.
  return (loop.units > 2 && !loop.same_source) ||
         (loop.units > 1 && loop.source != nullptr && reads_one_row(*loop.source));
}

}  // namespace barqdb::logs
