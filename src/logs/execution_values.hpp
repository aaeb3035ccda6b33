// The values of one execution, slot by slot.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "logs/normalize.hpp"
#include "logs/sessions.hpp"

namespace barqdb::logs {

// Of an execution whose shape is known.
void take_values(const std::vector<Slot>& slots, Execution& execution);
// Where the log leaves parameters out, or has their beginnings only ('01936f5a...'), nothing says that two executions
// had the same: each counts as one of its own. What is compared with such a parameter as a list is one of several.
// `parameters` are those that the log has; `number` is of the execution.
void guess_values(const std::vector<Slot>& slots, const std::vector<std::string_view>& parameters, std::uint64_t number,
                  Execution& execution);

}  // namespace barqdb::logs
