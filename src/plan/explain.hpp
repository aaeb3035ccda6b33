// EXPLAIN's JSON as values: what a plan costs, reads and uses. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace barqdb::plan {

// A scan of a table by a plan.
struct Scan {
  std::string node;    // Seq Scan, Index Scan, Bitmap Heap Scan …
  std::string schema;  // known with VERBOSE only
  std::string table;
  std::string index;   // "" for a sequential one
  std::string filter;  // conditions that no index serves
  std::string condition;
  double rows = 0;       // that it yields, all loops together: measured, else estimated
  double rows_read = 0;  // that it looked at; known when measured, else as `rows`
};

struct Explained {
  double cost = 0;
  double planning_ms = 0;
  double execution_ms = 0;
  bool measured = false;  // by ANALYZE
  double rows = 0;        // of the whole: measured, else estimated
  std::int64_t buffers_hit = 0;
  std::int64_t buffers_read = 0;
  std::string shape;                 // nodes without figures, children in brackets
  std::vector<std::string> indexes;  // of all nodes, sorted, each once
  std::vector<Scan> scans;
};

// Reads EXPLAIN (FORMAT JSON). Throws Error{server} when the text is not that.
Explained read_explain(std::string_view json);

// The same as an indented tree, a node a line with its conditions below it. "" when the text is no plan.
std::string plan_text(std::string_view json);

}  // namespace barqdb::plan
