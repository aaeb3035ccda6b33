// The check index.unused: indexes that no query has used for long enough to be sure.
#pragma once

#include <optional>

#include "analyze/index_totals.hpp"
#include "analyze/statistics_age.hpp"
#include "config/settings.hpp"
#include "model/report.hpp"

namespace barqdb::analyze {

// Valid, never scanned, nothing but speed to give, not kept by a pattern of the profile; a partitioned index stands for
// its leaves, which are never candidates themselves. Size does not matter.
bool is_unused_candidate(const IndexTotals& index, const config::ReportSettings& settings);

// Whether the counters can carry the verdict `drop`: old enough, kept at all, and of the server that takes the writes.
bool evidence_suffices(const model::IndexUsageFacts& facts, const config::ReportSettings& settings);

// Of a candidate; `statistics` is the age of the facts' counters, the same for all of them. The statements are there
// only when the verdict is `drop` and the definition was read: an index is not offered for dropping without the way
// back.
model::Finding unused_finding(const IndexTotals& index, const model::IndexUsageFacts& facts,
                              const StatisticsAge& statistics, const config::ReportSettings& settings);

}  // namespace barqdb::analyze
