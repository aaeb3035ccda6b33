// The age of the counters, and the sentence that explains it.
#include "analyze/statistics_age.hpp"

#include <algorithm>
#include <ctime>

namespace barqdb::analyze {

std::string iso_time(std::int64_t seconds_since_1970) {
  const auto time = static_cast<std::time_t>(seconds_since_1970);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

StatisticsAge statistics_age(const model::IndexUsageFacts& facts) {
  StatisticsAge out;
  if (facts.stats_reset || facts.server_counts_since) {
    out.since = std::max(facts.stats_reset.value_or(INT64_MIN), facts.server_counts_since.value_or(INT64_MIN));
  } else {
    out.since = facts.server_start;
  }
  out.age = base::Milliseconds(std::max<std::int64_t>(0, facts.now - out.since) * 1000);
  const std::string when = iso_time(out.since);
  const std::string age = base::format_duration(out.age);
  if (facts.stats_reset && out.since == *facts.stats_reset) {
    out.sentence = "Statistics of this database were last reset at " + when + ", " + age + " ago.";
  } else if (facts.stats_reset) {
    out.sentence = "Statistics of the whole server began anew at " + when + ", " + age +
                   " ago, after the last reset of this database: a crash empties them.";
  } else if (facts.server_counts_since) {
    out.sentence =
        "Statistics of this database were never reset; the server has counted since " + when + ", for " + age + ".";
  } else {
    out.sentence =
        "Statistics of this database were never reset; they are at least as old as the server's last start at " + when +
        ", " + age + " ago.";
  }
  return out;
}

}  // namespace barqdb::analyze
