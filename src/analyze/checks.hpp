// The table of all checks: one function a check, each in its own file, each from facts to findings. Pure. What a check
// means and how it judges is on its page, docs/checks/<id>.md.
#pragma once

#include "analyze/check_input.hpp"
#include "analyze/cover_graph.hpp"

namespace barqdb::analyze {

// What several checks stand on.
struct Groundwork {
  CoverGraph covers;
  std::unordered_map<std::int64_t, std::string> supports;  // topmost index → a foreign key that needs it
};

Groundwork make_groundwork(const CheckInput& input);

CheckResults check_index_duplicate(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_redundant(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_overlap(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_invalid(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_unused(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_rarely_used(const CheckInput& input, const Groundwork& ground);
CheckResults check_fk_unindexed(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_bloat(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_hot_blocking(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_brin_candidate(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_brin_uncorrelated(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_shadowed(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_partial_candidate(const CheckInput& input, const Groundwork& ground);
CheckResults check_index_rls_blocked(const CheckInput& input, const Groundwork& ground);
CheckResults check_table_seq_scans(const CheckInput& input, const Groundwork& ground);

struct Check {
  const char* id;
  CheckResults (*run)(const CheckInput& input, const Groundwork& ground);
};

// In the order in which their findings are shown.
const std::vector<Check>& all_checks();
std::vector<std::string> check_ids();

}  // namespace barqdb::analyze
