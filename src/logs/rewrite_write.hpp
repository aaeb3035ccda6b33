// How single rows that are written in a loop are written at once.
#pragma once

#include <string>

#include "logs/loops.hpp"

namespace barqdb::logs {

// "" where the statement is none of the usual forms: a wrong text would be worse than none.
std::string batched_write(const Loop& loop);

}  // namespace barqdb::logs
