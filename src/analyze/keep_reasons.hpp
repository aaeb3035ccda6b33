// What speaks for an index that stays. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyze/checks.hpp"

namespace barqdb::analyze {

class KeepReasons {
 public:
  KeepReasons(const CheckInput& input, const Groundwork& ground);

  std::vector<std::string> of(const IndexTotals& index) const;

 private:
  const CheckInput& input_;
  const Groundwork& ground_;
  std::unordered_map<std::int64_t, std::vector<std::string>> kept_for_;  // keeper → names of those that it replaces
};

}  // namespace barqdb::analyze
