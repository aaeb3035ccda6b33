// The report of nplusone: a finding for each loop, with its evidence and its rewrite.
#pragma once

#include <string>
#include <vector>

#include "config/settings.hpp"
#include "logs/input.hpp"
#include "logs/loops.hpp"
#include "model/report.hpp"
#include "model/schema_keys.hpp"

namespace barqdb::logs {

// What the run saw, for metrics and for what could not be examined.
struct ReadFacts {
  InputCounts input;
  SessionCounts sessions;
  std::vector<InputFile> files;
  std::uint64_t units = 0;
  std::uint64_t shapes = 0;
  std::uint64_t not_parsed = 0;
  std::int64_t first_time = Record::no_time;
  std::int64_t last_time = Record::no_time;
};

model::Report make_nplusone_report(const std::vector<Loop>& loops, const ReadFacts& facts,
                                   const model::SchemaKeys& keys, const config::NplusoneSettings& settings);

std::vector<std::string> nplusone_check_ids();

// Milliseconds to the microsecond, as the server logs them: sums would show digits that nobody measured.
double rounded(double milliseconds);

// Metrics and complaints that every report on a log has.
void add_read_facts(const ReadFacts& facts, model::Report& report);

}  // namespace barqdb::logs
