// The list of checks.
#include "analyze/checks.hpp"

#include "analyze/foreign_key_cover.hpp"

namespace barqdb::analyze {

Groundwork make_groundwork(const CheckInput& input) { return {make_cover_graph(input), supporting_indexes(input)}; }

const std::vector<Check>& all_checks() {
  static const std::vector<Check> checks = {
      {"index.invalid", check_index_invalid},
      {"index.duplicate", check_index_duplicate},
      {"index.redundant", check_index_redundant},
      {"fk.unindexed", check_fk_unindexed},
      {"index.unused", check_index_unused},
      {"index.rarely_used", check_index_rarely_used},
      {"index.bloat", check_index_bloat},
      {"index.hot_blocking", check_index_hot_blocking},
      {"index.rls_blocked", check_index_rls_blocked},
      {"index.shadowed", check_index_shadowed},
      {"index.brin_uncorrelated", check_index_brin_uncorrelated},
      {"index.brin_candidate", check_index_brin_candidate},
      {"index.partial_candidate", check_index_partial_candidate},
      {"table.seq_scans", check_table_seq_scans},
      {"index.overlap", check_index_overlap},
  };
  return checks;
}

std::vector<std::string> check_ids() {
  std::vector<std::string> ids;
  for (const Check& check : all_checks()) ids.emplace_back(check.id);
  return ids;
}

}  // namespace barqdb::analyze
