// The check index.partial_candidate: indexes that are mostly NULL, or mostly one value that nobody has to look for.
#include <cmath>

#include "analyze/checks.hpp"
#include "base/quote.hpp"

namespace barqdb::analyze {
namespace {

struct Suggestion {
  std::string where;
  std::string message;
  double share = 0;  // of the rows that the index would no longer hold
};

Suggestion suggestion(const CheckInput& input, const model::ColumnFacts& column) {
  const model::ColumnStatistics& statistics = *column.statistics;
  const std::string name = base::quote_identifier(column.name);
  const auto percent = [](double share) { return std::to_string(std::lround(100 * share)) + " %"; };
  if (100 * statistics.null_fraction >= input.settings.mostly_null) {
    return {name + " IS NOT NULL", column.name + " is NULL in " + percent(statistics.null_fraction) + " of the rows",
            statistics.null_fraction};
  }
  if (100 * statistics.most_common_share >= input.settings.mostly_common && !statistics.most_common_value.empty()) {
    return {name + " <> " + base::quote_literal(statistics.most_common_value),
            column.name + " is '" + statistics.most_common_value + "' in " + percent(statistics.most_common_share) +
                " of the rows",
            statistics.most_common_share};
  }
  return {};
}

bool fits(const CheckInput& input, const Groundwork& ground, const IndexTotals& index) {
  const model::IndexShape& shape = input.shape(index);
  const std::string& method = index.usage->method;
  return shape.known && shape.predicate.empty() && !shape.keys.empty() && shape.keys[0].column != 0 &&
         !(index.usage->unique && shape.nulls_not_distinct) &&  // its NULLs are what it keeps apart
         (method == "btree" || method == "hash") && !index.usage->parent && index.usage->valid && !index.bound &&
         !ground.covers.keeper_of.contains(index.usage->oid);
}

}  // namespace

CheckResults check_index_partial_candidate(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  for (const IndexTotals& index : input.indexes) {
    if (!fits(input, ground, index)) continue;
    const model::ColumnFacts* column = input.key_facts(index, 0);
    const std::int64_t rows = input.activity(index.usage->table_oid).rows;
    if (column == nullptr || !column->statistics || rows < input.settings.partial_rows) continue;
    const Suggestion found = suggestion(input, *column);
    // A foreign key and a unique index need every value; NULLs they do not need.
    const bool needs_values = index.needed || ground.supports.contains(index.usage->oid);
    if (found.where.empty() || (needs_values && !found.where.ends_with(" IS NOT NULL"))) continue;
    if (input.keep_rule(index.usage->index, "index.partial_candidate") != nullptr) continue;
    CheckResult result = about_index(index, "index.partial_candidate", "review", "info");
    result.weight = found.share * static_cast<double>(index.bytes.value_or(0));
    result.finding.message = found.message + ": an index WHERE " + found.where +
                             " is smaller and cheaper to keep, if queries say the same with constants in their text (a "
                             "generic plan never uses it)";
    result.finding.evidence = {{"share_percent", std::round(1000 * found.share) / 10},
                               {"where", found.where},
                               {"rows", rows},
                               {"bytes", index.bytes.value_or(0)},
                               {"scans", index.scans}};
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace barqdb::analyze
