// Conditions that say the same of every row.
#pragma once

#include "plan/syntax_tree.hpp"

namespace barqdb::lint {

// Whether a condition holds for every row, as far as constants tell: TRUE, 1 = 1, NOT FALSE.
bool always_true(const plan::SyntaxNode& condition);

}  // namespace barqdb::lint
