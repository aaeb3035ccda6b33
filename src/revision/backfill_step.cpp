// The step `backfill`.
#include <algorithm>

#include "base/units.hpp"
#include "revision/names.hpp"
#include "revision/steps.hpp"

namespace barqdb::revision {
namespace {

using base::Diagnostics;
using base::YamlMap;

base::Milliseconds read_duration(YamlMap& map, const std::string& key, base::Milliseconds fallback,
                                 Diagnostics& diagnostics) {
  const std::string text = map.text(key);
  if (text.empty()) return fallback;
  const auto value = base::parse_duration(text);
  if (value && value->count() > 0) return *value;
  diagnostics.add("\"" + key + ": " + text + "\" is no duration above 0", "write it as 500ms, 30s or 5m",
                  map.place(key));
  return fallback;
}

int read_count(YamlMap& map, const std::string& key, int fallback, int most, Diagnostics& diagnostics) {
  const long value = map.integer(key, fallback);
  if (value >= 0 && value <= most) return static_cast<int>(value);
  diagnostics.add("\"" + key + "\" must be from 0 to " + std::to_string(most), "", map.place(key));
  return fallback;
}

void read_way_back(YamlMap& map, model::BackfillStep& step, Diagnostics& diagnostics) {
  step.irreversible = map.flag("irreversible");
  if (map.has("down")) step.down = map.text("down");
  step.down_place = map.place("down");
  if (step.irreversible && step.down) {
    diagnostics.add("a backfill step is irreversible and yet has the way back",
                    "keep either down or irreversible: true", map.place("irreversible"));
  }
}

}  // namespace

void read_backfill(const base::YamlNode& node, const StepSource&, model::RevisionBody& body, Diagnostics& diagnostics) {
  YamlMap map(node, "a backfill step", diagnostics);
  if (!node.is_map()) return;
  model::BackfillStep step;
  step.place = node.place;
  step.table_place = map.place("table");
  step.set_place = map.place("set");
  step.where_place = map.place("where");
  step.jobs_place = map.place("jobs");
  for (const char* key : {"table", "set"}) {
    if (!map.text(key).empty()) continue;
    diagnostics.add("a backfill step has no " + std::string(key),
                    "write backfill: {table: t, set: \"a = 1\", where: \"a IS NULL\", irreversible: true}", node.place);
  }
  const std::string table = map.text("table");
  if (!table.empty()) step.table = read_qualified_name(table, "table", step.table_place, diagnostics);
  step.set = map.text("set");
  step.where = map.text("where");
  step.key = map.text("key");
  step.jobs = std::max(1, read_count(map, "jobs", 1, 64, diagnostics));
  step.max_rate = read_count(map, "max_rate", 0, 1'000'000'000, diagnostics);
  step.chunk_time = read_duration(map, "chunk_time", step.chunk_time, diagnostics);
  step.max_lag = read_duration(map, "max_lag", step.max_lag, diagnostics);
  read_way_back(map, step, diagnostics);
  map.finish();
  body.steps.emplace_back(std::move(step));
}

}  // namespace barqdb::revision
