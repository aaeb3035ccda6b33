// The rows of the index report: one an index. Pure.
#pragma once

#include <vector>

#include "analyze/index_review.hpp"
#include "model/report.hpp"

namespace barqdb::analyze {

// Of all scans of the table, those through the index, in percent; 0 when there were none.
double share_of(const IndexTotals& index);

std::vector<model::Column> columns_of(const model::IndexUsageFacts& facts);
std::vector<model::Value> row_of(const CheckInput& input, const IndexTotals& index, const Verdict& verdict);

}  // namespace barqdb::analyze
