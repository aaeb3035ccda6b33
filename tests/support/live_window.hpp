// The window that the live counters of one server can speak of: from their beginning until now.
#pragma once

#include "model/index_usage.hpp"
#include "model/usage_window.hpp"

namespace barqdb::test {

// Since: see statistics_age. Ages of indexes are those of `facts.indexes[].existed_at`; counters do not tell them.
model::UsageWindow make_live_window(const model::IndexUsageFacts& facts);

}  // namespace barqdb::test
