// Which functions give each row a value of its own.
#pragma once

#include <string>

#include "plan/syntax_tree.hpp"

namespace barqdb::lint {

// The first function in the expression that is volatile, or not known to be anything else; "" when there is none.
std::string volatile_function(const plan::SyntaxNode& expression);

}  // namespace barqdb::lint
