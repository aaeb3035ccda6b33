// How a run has its backfills done: batches stand above it, so it is handed a way to run one.
#pragma once

#include <functional>
#include <string>

#include "execute/listener.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// Runs the backfill of an operation to its end, or from where an earlier attempt stopped.
using Backfill =
    std::function<void(const std::string& revision, const model::Operation& operation, Listener& listener)>;

}  // namespace barqdb::execute
