// The values of one execution, slot by slot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "logs/normalize.hpp"
#include "logs/sessions.hpp"

namespace barqdb::logs {

// Of an execution whose shape is known.
void take_values(const std::vector<Slot>& slots, Execution& execution);
// Where the log leaves parameters out, nothing says that two executions had the same: each counts as one of its own.
// What is compared with a parameter as a list is one of several. `known` parameters have values; `number` is of the
// execution.
void guess_values(const std::vector<Slot>& slots, std::size_t known, std::uint64_t number, Execution& execution);

}  // namespace barqdb::logs
