// The time of day as text.
#include "base/clock.hpp"

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <optional>

namespace barqdb::base {
namespace {

std::optional<std::time_t> fixed_time() {
  const char* text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr) return std::nullopt;
  std::time_t seconds = 0;
  const char* end = text + std::strlen(text);
  const auto [stopped, error] = std::from_chars(text, end, seconds);
  if (error != std::errc{} || stopped != end || text == end) return std::nullopt;
  return seconds;
}

std::string formatted(const std::tm& time, const char* format) {
  char buffer[32];
  return {buffer, std::strftime(buffer, sizeof buffer, format, &time)};
}

}  // namespace

std::string utc_time() {
  const std::time_t now = fixed_time().value_or(std::time(nullptr));
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  return formatted(parts, "%Y-%m-%dT%H:%M:%SZ");
}

std::string today() {
  const auto fixed = fixed_time();
  const std::time_t now = fixed.value_or(std::time(nullptr));
  std::tm parts{};
  if (fixed) {
    ::gmtime_r(&now, &parts);
  } else {
    ::localtime_r(&now, &parts);
  }
  return formatted(parts, "%Y%m%d");
}

}  // namespace barqdb::base
