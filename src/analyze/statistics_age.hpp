// How old the server's counters are: a zero means nothing until they have counted long enough.
#pragma once

#include <cstdint>
#include <string>

#include "base/units.hpp"
#include "model/index_usage.hpp"

namespace barqdb::analyze {

struct StatisticsAge {
  std::int64_t since = 0;  // seconds since 1970: counters are complete from here on
  base::Milliseconds age{0};
  std::string sentence;  // for people: since when, and why that is known
};

// The later of the database's last reset and of the time when the whole server began to count: a crash empties the
// counters and leaves the former as it was. When neither is known, the server's last start: they are at least that old.
StatisticsAge statistics_age(const model::IndexUsageFacts& facts);

std::string iso_time(std::int64_t seconds_since_1970);  // "2025-01-06T12:00:00Z"

}  // namespace barqdb::analyze
