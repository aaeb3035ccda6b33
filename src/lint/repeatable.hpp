// Whether a statement can be run again after it has succeeded.
#pragma once

#include "lint/rule.hpp"

namespace barqdb::lint {

bool repeatable(const Subject& subject);

}  // namespace barqdb::lint
