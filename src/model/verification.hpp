// Named queries, and what the server needed for each: before and after a change, or twice for comparison.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/place.hpp"

namespace barqdb::model {

struct QueryParameter {
  std::string type;   // as PREPARE takes it: timestamptz
  std::string value;  // an SQL literal, as the file has it: '2025-12-01'
};

// One query of a file of named queries (docs/verify.md).
struct NamedQuery {
  std::string name;
  std::string module;
  std::string pair_group;  // of two ways to the same answer, "" when it has none
  std::string pair_side;   // naive or better
  int repeat = 1;          // how often the application sends it for one page
  bool writes = false;     // run in a transaction that may write, and is rolled back
  std::vector<QueryParameter> parameters;
  std::string sql;  // one statement, without its semicolon
  base::Place place;
};

// What EXPLAIN said of one query. Times are milliseconds, buffers are blocks of 8 kB.
struct QueryMeasure {
  std::string name;
  std::string error;           // of the server; then nothing else is known
  double cost = 0;             // the planner's total
  std::vector<double> times;   // planning and execution together, in the order of the rounds; empty when only planned
  std::int64_t rows = 0;       // returned
  std::int64_t rows_read = 0;  // by the scans, before filters; estimated when only planned
  std::int64_t buffers_hit = 0;
  std::int64_t buffers_read = 0;
  std::string shape;  // the plan's nodes without figures: "Limit > Index Scan idx_couriers_org on couriers"
  std::vector<std::string> indexes;  // used by the plan, sorted, each once
  std::vector<std::string> tables;   // scanned by the plan, sorted, each once
  std::string plan;                  // EXPLAIN's JSON

  double median() const;  // of the times; 0 when there are none
  double fastest() const;
  double slowest() const;
};

}  // namespace barqdb::model
