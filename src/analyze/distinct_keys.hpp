// How many distinct keys an index may have, from the statistics of its columns. Pure.
#pragma once

#include "analyze/check_input.hpp"

namespace barqdb::analyze {

// The lowest and the highest number that the statistics allow.
struct DistinctRange {
  double low = 1;
  double high = 1;
};

// Of an index with `rows` entries on a table of `table_rows`, which are what the statistics speak of; every key column
// has some. `whole_table_sampled`: ANALYZE looked at all rows, so that its numbers are no guesses.
DistinctRange distinct_keys(const CheckInput& input, const IndexTotals& index, double rows, double table_rows,
                            bool whole_table_sampled);

// Whether the predicate of an index on one column says that it is not NULL, and no more: the values have their shares
// in the table then. Any other predicate changes them.
bool leaves_out_nulls(const CheckInput& input, const IndexTotals& index);

}  // namespace barqdb::analyze
