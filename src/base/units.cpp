// Durations and sizes: from the words of a file to numbers, and back for people.
#include "base/units.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"

namespace barqdb::base {
namespace {

struct UnitName {
  std::string_view name;
  std::int64_t factor;
};

constexpr std::int64_t second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
constexpr std::array durations{UnitName{"ms", 1},       UnitName{"s", second}, UnitName{"m", minute},
                               UnitName{"min", minute}, UnitName{"h", hour},   UnitName{"d", day}};

constexpr std::int64_t kilo = 1024, mega = kilo * kilo, giga = mega * kilo, tera = giga * kilo;
constexpr std::array sizes{UnitName{"b", 1},      UnitName{"kb", kilo},  UnitName{"kib", kilo},
                           UnitName{"mb", mega},  UnitName{"mib", mega}, UnitName{"gb", giga},
                           UnitName{"gib", giga}, UnitName{"tb", tera},  UnitName{"tib", tera}};

// A decimal number, then its unit ("" when there is none); nothing when that is not what the text is.
template <std::size_t N>
std::optional<std::int64_t> parse(std::string_view text, const std::array<UnitName, N>& units, bool bare_allowed) {
  text = trim(text);
  double number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (failed != std::errc{} || text.front() == '-' || !std::isfinite(number)) return std::nullopt;
  const std::string unit = lower(trim(text.substr(static_cast<std::size_t>(end - text.data()))));
  double factor = 0;
  if (unit.empty() && (bare_allowed || number == 0)) factor = 1;
  for (const UnitName& known : units) {
    if (known.name == unit) factor = static_cast<double>(known.factor);
  }
  if (factor == 0) return std::nullopt;
  const double value = std::round(number * factor);
  constexpr double largest = 0x1p62;  // leaves room for sums of a few such values
  if (value > largest) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

}  // namespace

std::optional<Milliseconds> parse_duration(std::string_view text) {
  constexpr std::int64_t longest = 36'500 * day;  // what clocks count in nanoseconds overflows after three such times
  const auto value = parse(text, durations, false);
  if (!value || *value > longest) return std::nullopt;
  return Milliseconds{*value};
}

std::optional<std::int64_t> parse_size(std::string_view text) { return parse(text, sizes, true); }

std::string format_duration(Milliseconds value) {
  const std::int64_t ms = value.count();
  if (ms < 0) return "-" + format_duration(-value);
  if (ms < second) return fmt::format("{} ms", ms);
  if (ms < 10 * second - 50) return fmt::format("{:.1f} s", static_cast<double>(ms) / 1000);
  const std::int64_t rounded = (ms + second / 2) / second * second;
  if (rounded < minute) return fmt::format("{} s", rounded / second);
  if (rounded < hour) return fmt::format("{} m {:02} s", rounded / minute, rounded % minute / second);
  if (rounded < day) return fmt::format("{} h {:02} m", rounded / hour, rounded % hour / minute);
  if (rounded % day < hour) return fmt::format("{} d", rounded / day);
  return fmt::format("{} d {:02} h", rounded / day, rounded % day / hour);
}

std::string format_size(std::int64_t bytes) {
  constexpr std::array names{"bytes", "kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  // 9999.5 and more would round to five digits; smaller units stay readable until 1024 of them are one of the next.
  while (unit + 1 < names.size() && std::abs(value) >= 1023.5) {
    value /= 1024;
    ++unit;
  }
  if (unit == 0) return bytes == 1 ? "1 byte" : fmt::format("{} bytes", bytes);
  return std::abs(value) < 9.95 ? fmt::format("{:.1f} {}", value, names[unit])
                                : fmt::format("{:.0f} {}", value, names[unit]);
}

}  // namespace barqdb::base
