// Loops over constants of the program's text.
#pragma once

#include "logs/loops.hpp"

namespace barqdb::logs {

// The same shape with the same constants in every unit: a dashboard's tiles, not rows of a list.
bool is_fan_out(const Loop& loop);

}  // namespace barqdb::logs
