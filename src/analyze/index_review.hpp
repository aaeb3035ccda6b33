// All checks over the facts of a server, and the one verdict on every index that follows from them. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyze/checks.hpp"
#include "model/dropped_definition.hpp"

namespace barqdb::analyze {

struct Verdict {
  std::string word;  // keep, drop, review, insufficient evidence
  std::vector<std::string> reasons;
};

struct IndexReview {
  Groundwork ground;
  CheckResults results;                                // by check, the weightiest first
  std::unordered_map<std::int64_t, Verdict> verdicts;  // of every index, by oid
  std::vector<model::NotExamined> not_examined;
};

IndexReview review_indexes(const CheckInput& input);

// Oids of the indexes whose definitions the statements of the findings need.
std::vector<std::int64_t> wanted_definitions(const CheckInput& input, const IndexReview& review);

}  // namespace barqdb::analyze
