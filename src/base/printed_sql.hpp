// Expressions that the server printed, made ready to be given to it again.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace barqdb::base {

// The same without parentheses around the whole.
std::string_view without_parentheses(std::string_view printed);

// SQL that the server prints as it printed this. Read again as it stands, the parser would merge a condition that
// begins with another of its kind (x BETWEEN 1 AND 2 AND y), and give the type of a list to its items (varchar IN (…)).
// Casts to the type that is there already keep both as they are, and leave no trace.
// `type_of` gives the type of a column of the table, as SQL without a length; "" leaves a list of columns as it is.
std::string reprintable(std::string_view printed, const std::function<std::string(const std::string&)>& type_of = {});

}  // namespace barqdb::base
