// What rules have found, before suppressions and severities.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lint/rule.hpp"
#include "lint/suppression.hpp"
#include "model/report.hpp"

namespace barqdb::lint {

struct Hit {
  const Rule* rule = nullptr;
  std::string severity;
  std::string object;
  std::string table;
  std::string message;
  std::string statement;  // the beginning of its text
  base::Place place;
  std::string unit;  // its name
  int step = 0;      // of a revision, from 1; 0 for the unit as a whole, or where there are no steps
  bool down = false;
};

struct Hits {
  std::vector<Hit> all;
  std::map<std::string, std::vector<Extent>> extents;  // by file: of statements and definitions
  std::vector<model::NotExamined> not_examined;
  std::int64_t statements = 0;
};

// Takes away what `texts` (by file) suppress, adds what is to be said about the suppressions themselves, and returns
// how many findings were taken away.
std::int64_t apply_suppressions(Hits& hits, const std::map<std::string, std::string>& texts);

}  // namespace barqdb::lint
