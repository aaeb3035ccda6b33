// The server's timestamps: "2025-01-06 12:34:56.789 UTC". The zone is not applied: within one log it is one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace barqdb::logs {

// Microseconds since 1970, or Record::no_time. What follows the seconds and their fraction is not looked at.
std::int64_t parse_time(std::string_view text);
// "1736166896.789" of %n.
std::int64_t parse_epoch(std::string_view text);
// Begins with a date and a time of day.
bool looks_like_time(std::string_view text);
// What a person writes for a window: a date, or a date and a time (blank or T between), to the microsecond.
std::optional<std::int64_t> parse_moment(std::string_view text);
std::string format_time(std::int64_t time);    // "2025-01-06 12:34:56.789"
std::string format_minute(std::int64_t time);  // "2025-01-06 12:34"

}  // namespace barqdb::logs
