// Durations and sizes as people write them: 500ms, 30s, 5m, 2h, 14d; 8kB, 1MiB, 2GB.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace barqdb::base {

using Milliseconds = std::chrono::milliseconds;

// Nothing when the text is not a duration; a number without a unit is not one (seconds or milliseconds?), but 0 is.
std::optional<Milliseconds> parse_duration(std::string_view text);
// Bytes; units B, kB, MB, GB, TB and KiB, MiB, GiB, TiB, all by 1024 as PostgreSQL counts. A bare number is bytes.
std::optional<std::int64_t> parse_size(std::string_view text);
std::string format_duration(Milliseconds value);  // "1.2 s", "3 m 05 s", "14 d": for people
std::string format_size(std::int64_t bytes);      // "12 kB", "3.4 MB": as pg_size_pretty, one decimal under 10

}  // namespace barqdb::base
