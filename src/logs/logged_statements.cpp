// Quantiles by fingerprint.
#include "logs/logged_statements.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "logs/timestamp.hpp"

namespace barqdb::logs {

model::LoggedStatements logged_statements(const Totals& totals, const ReadFacts& facts) {
  struct Times {
    Quantiles quantiles;
    double longest = 0;
  };
  std::map<std::string, Times> all;
  for (const ShapeTotals* sum : totals.by_time()) {
    if (sum->timed == 0 || sum->shape->id == 0) continue;
    Times& times = all[sum->shape->facts.fingerprint];
    times.quantiles.add(sum->times);
    times.longest = std::max(times.longest, sum->longest);
  }
  model::LoggedStatements out;
  for (const auto& entry : all) {
    const Times& times = entry.second;
    // The middle of the last bucket may lie above the longest.
    const auto at = [&](double share) { return rounded(std::min(times.quantiles.at(share), times.longest)); };
    out.times[entry.first] = {static_cast<std::int64_t>(times.quantiles.count()), at(0.5), at(0.95), at(0.99)};
  }
  out.source = base::counted(static_cast<std::int64_t>(totals.all_times().count()), "execution", "executions");
  if (facts.first_time != Record::no_time)
    out.source += " from " + format_time(facts.first_time) + " to " + format_time(facts.last_time);
  return out;
}

}  // namespace barqdb::logs
