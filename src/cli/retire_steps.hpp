// The steps of a revision that retires indexes, with the evidence as comments beside them. Pure.
#pragma once

#include <string>
#include <vector>

#include "model/name.hpp"
#include "model/report.hpp"

namespace barqdb::cli {

// An index that is to go, and why.
struct RetiredIndex {
  model::QualifiedName name;
  std::string definition;  // "" when the report did not read it; the ledger records it when it is dropped
  std::vector<const model::Finding*> reasons;  // of the report
  bool forced = false;
};

// YAML under `steps:`, a line or more each.
std::string retire_steps(const std::vector<RetiredIndex>& indexes, const model::Report& report);

}  // namespace barqdb::cli
