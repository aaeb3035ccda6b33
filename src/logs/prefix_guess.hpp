// The log_line_prefix that one head of a line looks like.
#pragma once

#include <string_view>
#include <vector>

#include "logs/prefix.hpp"

namespace barqdb::logs {

// `head` is what stands before the severity.
std::vector<PrefixPart> guess_prefix(std::string_view head);

}  // namespace barqdb::logs
