// The time of day as text. SOURCE_DATE_EPOCH (seconds since 1970), when set, stands in for now: reproducible output.
#pragma once

#include <string>

namespace barqdb::base {

std::string utc_time();  // "2025-01-06T12:34:56Z"
std::string today();     // "20250106", in the person's time zone (in UTC with SOURCE_DATE_EPOCH)

}  // namespace barqdb::base
