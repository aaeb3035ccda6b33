#include "base/units.hpp"

#include <doctest/doctest.h>

using namespace barqdb::base;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("durations") {
  CHECK(parse_duration("500ms") == Milliseconds{500});
  CHECK(parse_duration("30s") == Milliseconds{30'000});
  CHECK(parse_duration("1.5 s") == Milliseconds{1'500});
  CHECK(parse_duration("5m") == minutes{5});
  CHECK(parse_duration("5min") == minutes{5});
  CHECK(parse_duration("2h") == hours{2});
  CHECK(parse_duration("14d") == hours{14 * 24});
  CHECK(parse_duration("0") == Milliseconds{0});
  for (const char* bad :
       {"", " ", "5", "5 parsecs", "-5s", "s", "1e3s", "nan", "inf", "36501d", "999999999999999999d", "5s5s"}) {
    INFO(bad);
    CHECK_FALSE(parse_duration(bad));
  }
}

TEST_CASE("the longest duration can be added to a clock and compared with what has passed") {
  const std::chrono::nanoseconds longest = *parse_duration("36500d");
  CHECK(longest > hours{24 * 36'499});
  CHECK(std::chrono::steady_clock::now() + longest > std::chrono::steady_clock::now());
}

TEST_CASE("sizes") {
  CHECK(parse_size("8kB") == 8192);
  CHECK(parse_size("1MiB") == 1 << 20);
  CHECK(parse_size("2 GB") == std::int64_t{2} << 30);
  CHECK(parse_size("1.5TiB") == (std::int64_t{3} << 39));
  CHECK(parse_size("512") == 512);
  CHECK(parse_size("512B") == 512);
  CHECK_FALSE(parse_size("lots"));
  CHECK_FALSE(parse_size("-1"));
  CHECK_FALSE(parse_size("9999999999999TB"));
}

TEST_CASE("durations for people") {
  CHECK(format_duration(Milliseconds{12}) == "12 ms");
  CHECK(format_duration(Milliseconds{1'234}) == "1.2 s");
  CHECK(format_duration(Milliseconds{9'960}) == "10 s");
  CHECK(format_duration(Milliseconds{59'600}) == "1 m 00 s");
  CHECK(format_duration(Milliseconds{185'000}) == "3 m 05 s");
  CHECK(format_duration(hours{2}) == "2 h 00 m");
  CHECK(format_duration(hours{14 * 24}) == "14 d");
  CHECK(format_duration(hours{26}) == "1 d 02 h");
  CHECK(format_duration(Milliseconds{-1'500}) == "-1.5 s");
}

TEST_CASE("sizes for people") {
  CHECK(format_size(0) == "0 bytes");
  CHECK(format_size(1) == "1 byte");
  CHECK(format_size(1000) == "1000 bytes");
  CHECK(format_size(12 * 1024) == "12 kB");
  CHECK(format_size(3565158) == "3.4 MB");
  CHECK(format_size(1 << 20) == "1.0 MB");
  CHECK(format_size((1 << 20) - 1) == "1.0 MB");  // never "1024 kB"
  CHECK(format_size(std::int64_t{5} << 50) == "5120 TB");
  CHECK(format_size(-2048) == "-2.0 kB");
}
