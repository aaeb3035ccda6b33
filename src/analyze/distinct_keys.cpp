// Column by column: at least as many as the most varied one has, at most all combinations.
#include "analyze/distinct_keys.hpp"

#include <algorithm>

#include "base/quote.hpp"

namespace barqdb::analyze {
namespace {

constexpr double uncertainty = 1.5;  // how wrong the number of distinct values of a sample may be

// Distinct values among `rows`, of which the statistics know a number or a share.
double distinct_of(const model::ColumnStatistics& statistics, double rows) {
  return std::max(1.0, statistics.distinct < 0 ? -statistics.distinct * rows : statistics.distinct);
}

// Every value that is not NULL occurs once.
bool unique_by_statistics(const model::ColumnStatistics& statistics) {
  return -statistics.distinct >= 0.999 * (1 - statistics.null_fraction) && statistics.distinct < 0;
}

}  // namespace

bool leaves_out_nulls(const CheckInput& input, const IndexTotals& index) {
  const model::IndexShape& shape = input.shape(index);
  return shape.keys.size() == 1 && shape.keys[0].column != 0 &&
         shape.predicate == "(" + base::quote_identifier(input.key_text(index, 0)) + " IS NOT NULL)";
}

DistinctRange distinct_keys(const CheckInput& input, const IndexTotals& index, double rows, double table_rows,
                            bool whole_table_sampled) {
  DistinctRange range;
  const std::size_t count = input.shape(index).keys.size();
  bool one_by_one = index.usage->unique;
  for (std::size_t i = 0; i < count; ++i) {
    const model::ColumnStatistics& one = *input.key_facts(index, i)->statistics;
    const double distinct = distinct_of(one, table_rows) + (one.null_fraction > 0 && count > 1 ? 1 : 0);
    const double factor = whole_table_sampled || unique_by_statistics(one) ? 1 : uncertainty;
    range.low = std::max(range.low, distinct / factor);
    range.high = std::min(rows, range.high * distinct * factor);
    // What is unique in the table is so in a part of it, if that part has no NULLs.
    one_by_one =
        one_by_one || (unique_by_statistics(one) && (one.null_fraction <= 0 || leaves_out_nulls(input, index)));
  }
  // Nobody counted within a predicate.
  if (!input.shape(index).predicate.empty() && !leaves_out_nulls(input, index)) range.low = 1;
  range.low = one_by_one ? rows : std::min(range.low, rows);
  if (one_by_one) range.high = rows;
  return range;
}

}  // namespace barqdb::analyze
