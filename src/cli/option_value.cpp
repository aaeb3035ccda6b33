// From the text of an option to its number or time.
#include "cli/option_value.hpp"

#include <charconv>
#include <cmath>

namespace barqdb::cli {
namespace {

using base::Milliseconds;

constexpr Milliseconds second{1000};

template <class Number>
std::optional<Number> parse(std::string_view text) {
  Number number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

[[noreturn]] void refuse(const Arguments& arguments, const std::string& name, const std::string& what,
                         const std::string& hint) {
  throw base::Error(base::ErrorKind::usage, "'" + arguments.text(name) + "' of --" + name + " is no " + what, hint);
}

// As it is typed: 100ms, 1s.
std::string typed(Milliseconds value) {
  const bool seconds = value.count() % second.count() == 0;
  return seconds ? std::to_string(value / second) + "s" : std::to_string(value.count()) + "ms";
}

}  // namespace

std::optional<std::int64_t> parse_whole(std::string_view text) { return parse<std::int64_t>(text); }

std::optional<double> parse_number(std::string_view text) {
  const auto number = parse<double>(text);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

int whole_option(const Arguments& arguments, const std::string& name, int least, int most) {
  const auto number = parse_whole(arguments.text(name));
  if (number && *number >= least && *number <= most) return static_cast<int>(*number);
  const bool open = most == std::numeric_limits<int>::max();
  refuse(arguments, name,
         "whole number from " + std::to_string(least) + (open ? std::string() : " to " + std::to_string(most)), {});
}

std::int64_t rows_option(const Arguments& arguments, const std::string& name) {
  const auto number = parse_whole(arguments.text(name));
  if (!number || *number < 0) refuse_option(arguments, name, "number of rows", "1000");
  return *number;
}

Milliseconds duration_option(const Arguments& arguments, const std::string& name, Milliseconds least) {
  const auto value = base::parse_duration(arguments.text(name));
  if (value && *value >= least) return *value;
  refuse(arguments, name, "duration" + (least.count() > 0 ? " of at least " + typed(least) : std::string()),
         "write a number with its unit: 500ms, 30s, 5m, 2h or 14d (at most 36500d)");
}

int whole_option_or(int otherwise, const Arguments& arguments, const std::string& name, int least, int most) {
  return arguments.given(name) ? whole_option(arguments, name, least, most) : otherwise;
}

Milliseconds duration_option_or(Milliseconds otherwise, const Arguments& arguments, const std::string& name,
                                Milliseconds least) {
  return arguments.given(name) ? duration_option(arguments, name, least) : otherwise;
}

void refuse_option(const Arguments& arguments, const std::string& name, const std::string& what,
                   const std::string& example) {
  refuse(arguments, name, what, "for example: --" + name + " " + example);
}

}  // namespace barqdb::cli
