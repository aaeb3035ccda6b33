// Prepared statements in rounds, timed on the client.
#include "execute/workload.hpp"

#include <algorithm>
#include <chrono>

#include "base/interrupt.hpp"
#include "execute/prepared_query.hpp"

namespace barqdb::execute {
namespace {

using Clock = std::chrono::steady_clock;
using model::NamedQuery;
using model::WorkloadMeasure;

double since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

std::string statement_name(std::size_t number) { return "barqdb_workload_" + std::to_string(number); }

std::int64_t bytes_of(const db::Result& result) {
  std::size_t bytes = 0;
  for (std::size_t row = 0; row < result.rows(); ++row)
    for (std::size_t column = 0; column < result.columns(); ++column) bytes += result.text(row, column).size();
  return static_cast<std::int64_t>(bytes);
}

// The queries of one side, by their place in the list.
struct Side {
  WorkloadMeasure measure;
  std::vector<std::size_t> queries;
  std::vector<double> times;
};

std::vector<Side> sides_of(const std::vector<NamedQuery>& queries) {
  std::vector<Side> sides;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const NamedQuery& query = queries[i];
    if (query.pair_group.empty()) continue;
    auto found = std::find_if(sides.begin(), sides.end(), [&](const Side& side) {
      return side.measure.group == query.pair_group && side.measure.side == query.pair_side;
    });
    if (found == sides.end()) {
      sides.push_back({{query.pair_group, query.pair_side, 0, 0, 0}, {}, {}});
      found = std::prev(sides.end());
    }
    found->queries.push_back(i);
    found->measure.statements += query.repeat;
  }
  return sides;
}

void run_side(db::Connection& connection, const std::vector<NamedQuery>& queries, Side& side, bool counts) {
  connection.query("BEGIN");
  std::int64_t bytes = 0;
  const Clock::time_point begin = Clock::now();
  for (const std::size_t i : side.queries)
    for (int n = 1; n <= queries[i].repeat; ++n)
      bytes += bytes_of(connection.query(execute_text(queries[i], statement_name(i), n)));
  const double ms = since(begin);
  connection.query("ROLLBACK");
  if (!counts) return;
  side.times.push_back(ms);
  side.measure.bytes = bytes;
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace

std::vector<WorkloadMeasure> run_workload(db::Connection& connection, const std::vector<NamedQuery>& queries,
                                          int rounds) {
  connection.query("SET plan_cache_mode = force_custom_plan");
  for (std::size_t i = 0; i < queries.size(); ++i) connection.query(prepare_text(queries[i], statement_name(i)));
  std::vector<Side> sides = sides_of(queries);
  for (int round = 0; round <= rounds; ++round) {
    for (Side& side : sides) {
      base::throw_if_interrupted();
      run_side(connection, queries, side, round > 0);
    }
  }
  connection.query("DEALLOCATE ALL");
  std::vector<WorkloadMeasure> measures;
  for (Side& side : sides) {
    side.measure.ms = median(side.times);
    measures.push_back(side.measure);
  }
  return measures;
}

double run_committed(db::Connection& connection, const NamedQuery& query) {
  connection.query(prepare_text(query, statement_name(0)));
  const Clock::time_point begin = Clock::now();
  for (int n = 1; n <= query.repeat; ++n) connection.query(execute_text(query, statement_name(0), n));
  const double ms = since(begin);
  connection.query("DEALLOCATE ALL");
  return ms;
}

}  // namespace barqdb::execute
