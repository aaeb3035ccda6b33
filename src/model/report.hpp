// The one envelope of every report: its JSON form is the contract with scripts (docs/formats.md).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace barqdb::model {

// What may go wrong with what a row stands for, by the rule that says so.
struct Hazard {
  std::string rule;      // as Finding::check
  std::string severity;  // info, warning, error
  std::string message;
  std::string file;
  int line = 0;
};

// A cell or a metric: nothing, a flag, an integer, a number, text, a list of texts, or hazards.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>,
                           std::vector<Hazard>>;

// How a person reads a column; JSON always carries the raw value.
enum class Unit { none, bytes, count, percent, milliseconds };

struct Column {
  std::string key;    // of the JSON object: "scans"
  std::string title;  // of the table: "scans"
  Unit unit = Unit::none;
  bool shown = true;  // false: in JSON only
};

struct Finding {
  std::string check;     // "index.unused": SARIF rule, configuration key and documentation anchor at once
  std::string verdict;   // keep, drop, review, insufficient evidence
  std::string severity;  // info, warning, error
  std::string object;    // schema.index, schema.table or schema.table.constraint
  std::string table;     // schema.table
  std::string message;
  std::vector<std::pair<std::string, Value>> evidence;
  std::string sql_do;
  std::string sql_undo;
  std::string file;
  int line = 0;
  int column = 0;  // from 1; 0 when it is not known
};

// A check that the report ran, whether it found something or not.
struct CheckInfo {
  std::string id;        // as Finding::check
  std::string severity;  // that of its findings, as long as nothing else is set
  std::string summary;   // one sentence
  std::string help;      // what to do instead; may be long
  std::string page;      // in docs/; "" when it has none
};

struct NotExamined {
  std::string object;
  std::string reason;
};

// A number for a monitoring system, with its labels: --format prometheus.
struct Sample {
  std::vector<std::pair<std::string, std::string>> labels;
  double value = 0;
};

// Samples of one name. Names are contracts with dashboards: barqdb_…, in base units.
struct MetricFamily {
  std::string name;
  std::string help;
  std::string type;  // gauge, counter
  std::vector<Sample> samples;
};

// A rectangle of a treemap: its area is `size`, its colour says `tone` (a verdict, or "").
struct Tile {
  std::string group;  // tiles of a group lie together: schema.table
  std::string name;
  std::int64_t size = 0;  // bytes
  std::string tone;
};

// A number over time, in equal parts; a part is known by its beginning (seconds since 1970).
struct Series {
  std::string title;
  std::vector<std::pair<std::int64_t, std::int64_t>> points;
};

// For formats that draw; all of it may be empty.
struct Charts {
  std::vector<Tile> tiles;
  std::vector<Series> series;
};

struct Report {
  std::string name;          // "index-report"
  std::string generated_at;  // ISO 8601, UTC
  std::string database;
  int server_version = 0;          // as server_version_num: 150020
  std::vector<std::string> notes;  // sentences for people that qualify the whole report
  std::vector<std::pair<std::string, Value>> metrics;
  std::vector<Column> columns;
  std::vector<std::vector<Value>> rows;  // one value a column
  std::vector<Finding> findings;
  std::vector<NotExamined> not_examined;
  std::vector<CheckInfo> checks;  // for formats that describe their rules; may be empty
  Charts charts;
  std::vector<MetricFamily> families;  // empty: the numbers among `metrics` stand in
};

}  // namespace barqdb::model
