// Numbers and times of a command's options. One that cannot be read is refused with one sentence, whatever the command:
// what was typed, of which option, and what it is not.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "base/units.hpp"
#include "cli/command.hpp"

namespace barqdb::cli {

// All of the text as a number, with no space and no '+' before it; nothing when it is none.
std::optional<std::int64_t> parse_whole(std::string_view text);
std::optional<double> parse_number(std::string_view text);

// The value given, or else the option's fallback. Each throws Error{usage} when that is not what the name says, or not
// within the bounds, both of which are allowed.
int whole_option(const Arguments& arguments, const std::string& name, int least,
                 int most = std::numeric_limits<int>::max());
std::int64_t rows_option(const Arguments& arguments, const std::string& name);  // a number of rows, from 0 on
base::Milliseconds duration_option(const Arguments& arguments, const std::string& name,
                                   base::Milliseconds least = base::Milliseconds(0));

// The same for options that stand over a setting of the profile: `otherwise` when the option is not given.
int whole_option_or(int otherwise, const Arguments& arguments, const std::string& name, int least,
                    int most = std::numeric_limits<int>::max());
base::Milliseconds duration_option_or(base::Milliseconds otherwise, const Arguments& arguments, const std::string& name,
                                      base::Milliseconds least = base::Milliseconds(0));

// Throws Error{usage}: the option's text is no `what` ("percentage"); `example` is a value that is one.
[[noreturn]] void refuse_option(const Arguments& arguments, const std::string& name, const std::string& what,
                                const std::string& example);

}  // namespace barqdb::cli
