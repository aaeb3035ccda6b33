// The window of evidence from the counters of all nodes and from what snapshots remember. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/index_usage.hpp"
#include "model/node_counters.hpp"
#include "model/usage_history.hpp"
#include "model/usage_window.hpp"

namespace barqdb::analyze {

// The counters of the main server as facts hold them; the identity is left to the caller.
model::NodeCounters counters_of(const model::IndexUsageFacts& facts);

struct WindowQuestion {
  std::optional<std::int64_t> since;  // where the window is to begin; nothing: as early as anything is known
  std::string main_cause;             // why the main server's counters begin where they do
};

// `answered` begins with the main server. Each node's part begins where its counters or its unbroken snapshots reach,
// and the window at the latest of these: before it, something may have been missed. Scans that snapshots saw before a
// reset count as use all the same, and so do those of servers that are gone; they never make an index look less used.
// A window that no snapshot can begin is taken longer, from the beginning of the counters, never shorter.
model::UsageWindow make_usage_window(const std::vector<model::NodeCounters>& answered,
                                     const std::vector<model::SilentNode>& silent, const model::UsageHistory& history,
                                     const WindowQuestion& question);

}  // namespace barqdb::analyze
