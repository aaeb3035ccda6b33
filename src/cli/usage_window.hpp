// Reads what all nodes of the profile have counted and what snapshots remember, for the reports that speak of use.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "cli/command.hpp"
#include "model/index_usage.hpp"
#include "model/usage_window.hpp"

namespace barqdb::cli {

struct Usage {
  model::UsageWindow window;
  std::vector<model::NotExamined> not_examined;  // nodes that did not answer, replicas that the profile does not name
};

// `facts` were read through `main`. `since`: see --since; the window may turn out longer, and says so.
Usage read_usage(Context& context, db::Connection& main, const model::IndexUsageFacts& facts,
                 std::optional<std::int64_t> since);

// --since 30d as seconds since 1970, by the server's clock; nothing when it is not given. Throws Error{usage}.
std::optional<std::int64_t> since_of(const Arguments& arguments, std::int64_t now);

}  // namespace barqdb::cli
