// What an operation is expected to read, to leave and to take; from statistics, so only as good as they are.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace barqdb::model {

struct Estimate {
  std::int64_t rows = -1;         // that the index will hold, or that a validation reads; -1 is unknown
  std::int64_t index_bytes = -1;  // of the index when it is done, or that a drop gives back; -1 is unknown
  base::Milliseconds duration{-1};
  bool at_most = false;      // rows and bytes are an upper bound: a predicate could not be judged
  bool from_ledger = false;  // the duration follows earlier builds on this server
  std::string unknown;       // why something could not be estimated, or ""
};

// Of one column, as pg_stats has them.
struct KeyStatistics {
  bool analyzed = false;
  double width = 0;          // bytes on average
  double distinct = 0;       // as pg_stats: negative is a share of the rows
  double null_fraction = 0;  // 0 to 1
  int alignment = 1;
  bool deduplicates = true;                            // B-tree merges equal keys of the type
  std::vector<std::pair<std::string, double>> common;  // values and their frequencies
};

struct TableStatistics {
  double rows = -1;  // -1: never analyzed
  std::int64_t bytes = 0;
  std::map<std::string, KeyStatistics> columns;
};

// How fast earlier concurrent builds went here.
struct BuildRate {
  std::int64_t builds = 0;
  double bytes_per_second = 0;  // of the table
};

}  // namespace barqdb::model
