// How a loop is written as one statement.
#pragma once

#include <optional>
#include <string>

#include "logs/link.hpp"

namespace barqdb::logs {

struct Rewrite {
  std::string batch;   // the same statement for all values at once: = ANY($1), unnest, several rows
  std::string join;    // one statement with the source; "" when the link is not known
  std::string advice;  // a sentence for people
};

Rewrite make_rewrite(const Loop& loop, const std::optional<Link>& link);

}  // namespace barqdb::logs
