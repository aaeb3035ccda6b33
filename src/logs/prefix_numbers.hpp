// Numbers of a guessed prefix that nothing names: which of them is the process id.
#pragma once

#include <string_view>
#include <vector>

#include "logs/prefix.hpp"

namespace barqdb::logs {

// By the values in `lines`: the session id holds the process id, and the number of a line counts up by one within a
// session, from 1. Where the lines do not tell, the first number stays the process id.
void name_numbers(const std::vector<std::string_view>& lines, std::vector<PrefixPart>& parts);

}  // namespace barqdb::logs
