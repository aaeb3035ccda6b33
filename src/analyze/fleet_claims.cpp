// Claims as a table, and one row a claim.
#include "analyze/fleet_claims.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analyze/rounded.hpp"
#include "base/text.hpp"
#include "base/units.hpp"

namespace barqdb::analyze {
namespace {

using model::FleetBenchmark;
using model::FleetState;
using model::Unit;
using model::Value;
using model::WorkloadMeasure;

struct Claim {
  const char* group;
  const char* title;
  double before_ms;
  double after_ms;
  const char* remark;  // why the figure comes out as it does
};

// As announced by the application's optimization guide, at an unnamed size.
const std::vector<Claim>& claims() {
  static const std::vector<Claim> all = {
      {"dashboard", "dashboard statistics", 5000, 100,
       "loading all rows costs the transfer; the aggregate reads the same tenant's rows, with or without new indexes"},
      {"courier_list", "courier list, 100 rows", 800, 45,
       "the index gives the order, so that 100 rows are read, not all"},
      {"delivery_history", "delivery history of 100", 2000, 80,
       "201 statements become 3; each of them was cheap already"},
      {"expiry_alerts", "document expiry alerts", 1200, 60, "partial indexes on the expiry dates of active couriers"},
      {"ticket_stats", "ticket statistics", 3000, 120,
       "the aggregate still reads every ticket of the tenant: the gain is the transfer"},
      {"batch_update", "update of 1,000 rows", 30000, 300,
       "against one transaction the batch saves round trips only; the announced factor needs 1,000 commits on slow "
       "disks"}};
  return all;
}

const WorkloadMeasure* find(const std::vector<WorkloadMeasure>& measures, const std::string& group, const char* side) {
  const auto found = std::find_if(measures.begin(), measures.end(), [&](const WorkloadMeasure& measure) {
    return measure.group == group && measure.side == side;
  });
  return found == measures.end() ? nullptr : &*found;
}

std::string met(double factor, double claimed) {
  return factor >= claimed ? "met" : fmt::format("not met ({:.0f} %)", 100 * factor / claimed);
}

std::vector<Value> row(const FleetBenchmark& benchmark, const std::string& title, const std::string& role,
                       double before, Value indexes_only, double after, const Claim& claim,
                       std::int64_t statements_before, std::int64_t statements_after, std::int64_t bytes_before,
                       std::int64_t bytes_after) {
  const double factor = before / std::max(after, 0.001);
  const double claimed = claim.before_ms / claim.after_ms;
  return {benchmark.couriers,
          title,
          role,
          rounded(before),
          std::move(indexes_only),
          rounded(after),
          rounded(factor),
          rounded(claimed),
          met(factor, claimed),
          statements_before,
          statements_after,
          bytes_before,
          bytes_after,
          claim.remark};
}

void add_rows(const FleetBenchmark& benchmark, const std::string& role, const std::vector<WorkloadMeasure>& before,
              const std::vector<WorkloadMeasure>& after, model::Report& report) {
  for (const Claim& claim : claims()) {
    const WorkloadMeasure* was = find(before, claim.group, "naive");
    const WorkloadMeasure* same = find(after, claim.group, "naive");
    const WorkloadMeasure* is = find(after, claim.group, "better");
    if (was == nullptr || same == nullptr || is == nullptr) continue;
    report.rows.push_back(row(benchmark, claim.title, role, was->ms, rounded(same->ms), is->ms, claim, was->statements,
                              is->statements, was->bytes, is->bytes));
  }
}

void add_commits(const FleetBenchmark& benchmark, model::Report& report) {
  const WorkloadMeasure* is = find(benchmark.after.superuser, "batch_update", "better");
  if (is == nullptr) return;
  report.rows.push_back(row(benchmark, "update of 1,000 rows, each committed", "superuser", benchmark.before.commits_ms,
                            rounded(benchmark.after.commits_ms), is->ms, claims().back(), 1000, is->statements, 0, 0));
}

// What the indexes cost: writes, disk, build time.
std::string costs_of(const FleetBenchmark& benchmark) {
  const WorkloadMeasure* before = find(benchmark.before.superuser, "batch_update", "naive");
  const WorkloadMeasure* after = find(benchmark.after.superuser, "batch_update", "naive");
  std::string out =
      fmt::format("{} couriers, {} rows: {} indexes become {}; they take {} before and {} after, and {:.1f} s to build",
                  benchmark.couriers, benchmark.rows, benchmark.before.indexes, benchmark.after.indexes,
                  base::format_size(benchmark.before.index_bytes), base::format_size(benchmark.after.index_bytes),
                  benchmark.build_ms / 1000);
  if (before != nullptr && after != nullptr)
    out +=
        fmt::format("; the same 1,000 single updates take {:.0f} ms before and {:.0f} ms after", before->ms, after->ms);
  return out + ".";
}

}  // namespace

model::Report make_fleet_report(const std::vector<FleetBenchmark>& benchmarks) {
  model::Report report;
  report.name = "bench-fleet";
  report.columns = {{"couriers", "couriers", Unit::count},
                    {"operation", "operation"},
                    {"role", "role"},
                    {"before_ms", "before", Unit::milliseconds},
                    {"indexes_only_ms", "indexes only", Unit::milliseconds},
                    {"after_ms", "after", Unit::milliseconds},
                    {"factor", "factor"},
                    {"claimed_factor", "claimed"},
                    {"met", "claim"},
                    {"statements_before", "statements", Unit::count},
                    {"statements_after", "then", Unit::count},
                    {"bytes_before", "received", Unit::bytes},
                    {"bytes_after", "then", Unit::bytes},
                    {"why", "why", Unit::none, false}};
  for (const FleetBenchmark& benchmark : benchmarks) {
    add_rows(benchmark, "superuser", benchmark.before.superuser, benchmark.after.superuser, report);
    add_commits(benchmark, report);
    add_rows(benchmark, "plain role", benchmark.before.plain_role, benchmark.after.plain_role, report);
    report.notes.push_back(costs_of(benchmark));
  }
  const auto missed = std::count_if(report.rows.begin(), report.rows.end(), [](const std::vector<Value>& each) {
    return std::get<std::string>(each[8]) != "met";
  });
  report.metrics = {{"claims", static_cast<std::int64_t>(report.rows.size())},
                    {"met", static_cast<std::int64_t>(report.rows.size()) - missed}};
  for (const FleetBenchmark& benchmark : benchmarks) {
    const std::string size = std::to_string(benchmark.couriers) + "_couriers_";
    report.metrics.emplace_back(size + "indexes_before", benchmark.before.indexes);
    report.metrics.emplace_back(size + "indexes_after", benchmark.after.indexes);
    report.metrics.emplace_back(size + "index_bytes_before", benchmark.before.index_bytes);
    report.metrics.emplace_back(size + "index_bytes_after", benchmark.after.index_bytes);
    report.metrics.emplace_back(size + "build_ms", rounded(benchmark.build_ms));
  }
  return report;
}

}  // namespace barqdb::analyze
