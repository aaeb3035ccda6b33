// Bounds from a sample of the table; by ctid from its blocks.
#include "batch/split.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "batch/key_sql.hpp"

namespace barqdb::batch {
namespace {

constexpr int ranges_a_job = 4;  // so that a lane whose rows were few takes another range
constexpr std::int64_t sample = 20'000;
constexpr std::int64_t worth_splitting = 1'000;

int ranges_for(std::int64_t rows, int jobs) {
  if (jobs <= 1 || rows < worth_splitting) return 1;
  return jobs * ranges_a_job;
}

std::vector<Key> sampled_bounds(db::Connection& sampler, const Target& target, int ranges) {
  const double percent =
      100.0 * static_cast<double>(sample) / static_cast<double>(std::max<std::int64_t>(target.rows, 1));
  const std::string tablesample =
      percent >= 50 ? "" : " TABLESAMPLE SYSTEM (" + std::to_string(std::max(percent, 0.01)) + ")";
  const std::string keys = key_list(target, "k");
  const std::string number = std::to_string(ranges);
  const db::Result rows = sampler.query(
      "SELECT " + key_list(target, "o", "::text") + " FROM (SELECT " + keys + ", row_number() OVER (ORDER BY " + keys +
      ") AS barqdb_n, count(*) OVER () AS barqdb_c FROM " + target.table.quoted() + " AS k" + tablesample +
      ") AS o WHERE barqdb_n * " + number + " / barqdb_c > (barqdb_n - 1) * " + number +
      " / barqdb_c AND barqdb_n < barqdb_c ORDER BY " + key_list(target, "o"));
  std::vector<Key> bounds;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    Key key;
    for (std::size_t i = 0; i < target.key.size(); ++i) key.emplace_back(rows.text(row, i));
    bounds.push_back(std::move(key));
  }
  return bounds;
}

std::vector<Key> block_bounds(const Target& target, int ranges) {
  const std::int64_t last = target.blocks - 1;
  std::vector<Key> bounds;
  for (int i = 1; i < ranges; ++i) {
    const Key bound = block_key(target, last * i / ranges);
    if (bounds.empty() || bounds.back() != bound) bounds.push_back(bound);
  }
  return bounds;
}

// The largest key there is; empty for an empty table.
Key last_key(db::Connection& primary, const Target& target) {
  if (target.by_ctid()) return target.blocks == 0 ? Key{} : block_key(target, target.blocks - 1);
  const db::Result row = primary.query(last_key_sql(target));
  Key key;
  for (std::size_t i = 0; row.rows() > 0 && i < target.key.size(); ++i) key.emplace_back(row.text(0, i));
  return key;
}

}  // namespace

std::vector<Lane> split(db::Connection& primary, db::Connection& sampler, const Target& target, int jobs) {
  const Key last = last_key(primary, target);
  if (last.empty()) return {};
  const int ranges = ranges_for(target.rows, jobs);
  std::vector<Key> bounds;
  if (ranges > 1 && target.by_ctid()) bounds = block_bounds(target, ranges);
  if (ranges > 1 && !target.by_ctid()) bounds = sampled_bounds(sampler, target, ranges);
  std::erase(bounds, last);
  bounds.push_back(last);
  std::vector<Lane> lanes;
  Key lower;
  for (const Key& upper : bounds) {
    Lane lane;
    lane.number = static_cast<int>(lanes.size()) + 1;
    lane.lower = lower;
    lane.upper = upper;
    lower = upper;
    lanes.push_back(std::move(lane));
  }
  return lanes;
}

}  // namespace barqdb::batch
