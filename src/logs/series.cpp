// Parts of equal length from the first message to the last, with zeros where nothing happened.
#include "logs/series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace barqdb::logs {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t most_parts = 120;

std::int64_t count(std::uint64_t value) { return static_cast<std::int64_t>(value); }

// Lengths that a person reads with ease; each is a multiple of every width that a timeline of that many spans can have.
std::int64_t part_length(const Timeline& timeline) {
  const std::int64_t whole = timeline.spans().rbegin()->first - timeline.spans().begin()->first;
  for (const std::int64_t seconds : {1, 5, 15, 60, 300, 900, 1800, 3600, 4 * 3600, 12 * 3600, 24 * 3600}) {
    const std::int64_t length = seconds * second;
    if (length % timeline.width() == 0 && whole / length < most_parts) return length;
  }
  std::int64_t length = timeline.width();
  while (whole / length >= most_parts) length *= 2;
  return length;
}

std::string length_text(std::int64_t length) {
  const std::int64_t seconds = length / second;
  if (seconds % 3600 == 0) return seconds == 3600 ? "hour" : fmt::format("{} hours", seconds / 3600);
  if (seconds % 60 == 0) return seconds == 60 ? "minute" : fmt::format("{} minutes", seconds / 60);
  return seconds == 1 ? "second" : fmt::format("{} seconds", seconds);
}

}  // namespace

std::vector<model::Series> make_series(const Timeline& timeline, double slow_ms) {
  if (timeline.spans().empty()) return {};
  const std::int64_t length = part_length(timeline);
  const std::map<std::int64_t, Span> parts = timeline.in_spans_of(length);
  const std::int64_t last = parts.rbegin()->first;
  std::vector<model::Series> out;
  const auto add = [&](const std::string& what, auto value) {
    model::Series series;
    series.title = what + ", each " + length_text(length);
    bool any = false;
    for (std::int64_t begin = parts.begin()->first; begin <= last; begin += length) {
      const auto part = parts.find(begin);
      const std::int64_t shown = part == parts.end() ? 0 : value(part->second);
      any = any || shown > 0;
      series.points.emplace_back(begin / second, shown);
    }
    if (any) out.push_back(std::move(series));
  };
  add("Statements", [](const Span& span) { return count(span.statements); });
  add("95 of 100 statements took at most (microseconds)",
      [](const Span& span) { return static_cast<std::int64_t>(std::llround(span.times.at(0.95) * 1000)); });
  add(fmt::format("Statements of {:g} ms and longer", slow_ms), [](const Span& span) { return count(span.slow); });
  add("Errors", [](const Span& span) { return count(span.errors); });
  add("Lock waits", [](const Span& span) { return count(span.lock_waits); });
  add("Temporary files (kB)", [](const Span& span) { return count((span.temp_bytes + 1023) / 1024); });
  add("Runs of autovacuum and autoanalyze", [](const Span& span) { return count(span.autovacuums); });
  add("Checkpoints", [](const Span& span) { return count(span.checkpoints); });
  add("Connections", [](const Span& span) { return count(span.connections); });
  return out;
}

}  // namespace barqdb::logs
