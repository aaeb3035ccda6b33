// Which operation a free lane takes next. Pure state, no threads: the caller holds the lock.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "model/plan.hpp"

namespace barqdb::execute {

// Rules: one operation a table at a time (two concurrent builds on one table deadlock); larger tables first, so that
// the longest build does not come last; plain builds may share a table; operations that must run alone, after all
// others: builds of partial or expression indexes make every other concurrent build wait for their end (before
// PostgreSQL 14 every build does).
class LaneSchedule {
 public:
  LaneSchedule(const model::Plan& plan, std::size_t begin, std::size_t end, int server_version);

  // Nothing when there is nothing that may begin now.
  std::optional<std::size_t> take();
  void finish(std::size_t operation);
  bool exhausted() const { return waiting_.empty(); }  // nothing is left to take

 private:
  bool is_plain(std::size_t operation) const;
  bool must_run_alone(std::size_t operation) const;

  const model::Plan& plan_;
  int server_version_;
  std::vector<std::size_t> waiting_;
  std::set<model::QualifiedName> busy_;
  int running_ = 0;
  bool alone_ = false;
};

}  // namespace barqdb::execute
