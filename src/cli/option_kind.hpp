// Questions about the kind of an option.
#pragma once

#include "cli/command.hpp"

namespace barqdb::cli {

inline bool is_positional(const Option& option) {
  return option.kind == OptionKind::positional || option.kind == OptionKind::positionals;
}

// --schema NAME
inline bool takes_value(const Option& option) {
  return option.kind == OptionKind::value || option.kind == OptionKind::values;
}

}  // namespace barqdb::cli
