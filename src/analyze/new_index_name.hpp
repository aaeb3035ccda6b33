// A name for an index that a finding suggests. Pure.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analyze/check_input.hpp"

namespace barqdb::analyze {

// The names of one report, so that no two suggestions for different columns have the same.
class NewIndexNames {
 public:
  explicit NewIndexNames(const CheckInput& input) : input_(input) {}  // which must outlive it

  // idx_<table>_<columns>, at most 63 bytes, with a number behind it when an index of the schema, or of another
  // suggestion, has that name already.
  std::string name_of(const model::QualifiedName& table, const std::vector<std::string>& columns);

 private:
  using Subject = std::pair<model::QualifiedName, std::vector<std::string>>;
  const CheckInput& input_;
  std::map<model::QualifiedName, Subject> given_;
};

}  // namespace barqdb::analyze
