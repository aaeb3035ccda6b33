// The index report: which indexes earn their keep, which do not, and on what evidence. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyze/index_review.hpp"
#include "model/index_usage.hpp"
#include "model/name.hpp"
#include "model/report.hpp"

namespace barqdb::analyze {

// Numbers sort largest first, names from A on.
enum class IndexSort { size, scans, name, share, reads };

// Throws Error{usage} that names the nearest for another word.
IndexSort index_sort(const std::string& word);

struct IndexReportOptions {
  std::string schema;          // "" is every one
  model::QualifiedName table;  // an empty name is every one; without a schema it is looked for in all of them
  bool unused_only = false;    // rows of candidates only; metrics still count all
  IndexSort sort = IndexSort::size;
};

// Whether the filters let the index through.
bool selected(const model::IndexUsage& usage, const IndexReportOptions& options);

// One row an index with its verdict; a partitioned index carries the sums over its leaves, and each leaf has its own
// row too. Metrics count the bytes of leaves once. `review` is of the same input.
model::Report make_index_report(const CheckInput& input, const IndexReview& review, const IndexReportOptions& options);

}  // namespace barqdb::analyze
