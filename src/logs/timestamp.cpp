// Dates by the civil calendar, without the C library's locale and time zone.
#include "logs/timestamp.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "logs/record.hpp"

namespace barqdb::logs {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t day = 86'400 * second;

bool digit(char c) { return c >= '0' && c <= '9'; }
int two(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

// Howard Hinnant's days_from_civil.
std::int64_t days_of(int year, int month, int day_of_month) {
  year -= month <= 2 ? 1 : 0;
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int year_of_era = year - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day_of_month - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return static_cast<std::int64_t>(era) * 146'097 + day_of_era - 719'468;
}

struct Date {
  int year, month, day;
};

Date date_of(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const std::int64_t month = shifted + (shifted < 10 ? 3 : -9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), static_cast<int>(month),
          static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

bool matches_form(std::string_view text, std::string_view form) {
  if (text.size() < form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] == '0' ? !digit(text[i]) : text[i] != form[i] && !(form[i] == ' ' && text[i] == 'T')) return false;
  }
  return true;
}

std::int64_t date_part(std::string_view text) {
  const int month = two(text, 5);
  const int day_of_month = two(text, 8);
  if (month < 1 || month > 12 || day_of_month < 1 || day_of_month > 31) return Record::no_time;
  return days_of(two(text, 0) * 100 + two(text, 2), month, day_of_month) * day;
}

// Digits behind a point, as microseconds.
std::int64_t fraction(std::string_view text, std::size_t at) {
  std::int64_t value = 0;
  if (at >= text.size() || (text[at] != '.' && text[at] != ',')) return 0;
  std::int64_t weight = second / 10;
  for (++at; at < text.size() && digit(text[at]); ++at, weight /= 10) value += (text[at] - '0') * weight;
  return value;
}

}  // namespace

bool looks_like_time(std::string_view text) { return matches_form(text, "0000-00-00 00:00:00"); }

std::int64_t parse_time(std::string_view text) {
  if (!looks_like_time(text)) return Record::no_time;
  const std::int64_t date = date_part(text);
  if (date == Record::no_time) return date;
  const std::int64_t seconds = two(text, 11) * 3600 + two(text, 14) * 60 + two(text, 17);
  return date + seconds * second + fraction(text, 19);
}

std::int64_t parse_epoch(std::string_view text) {
  std::int64_t seconds = 0;
  std::size_t at = 0;
  for (; at < text.size() && at < 11 && digit(text[at]); ++at) seconds = seconds * 10 + (text[at] - '0');
  if (at < 9) return Record::no_time;
  return seconds * second + fraction(text, at);
}

std::optional<std::int64_t> parse_moment(std::string_view text) {
  std::string whole(base::trim(text));
  if (matches_form(whole, "0000-00-00") && whole.size() == 10) whole += " 00:00:00";
  if (matches_form(whole, "0000-00-00 00:00") && whole.size() == 16) whole += ":00";
  const std::int64_t time = parse_time(whole);
  if (time == Record::no_time) return std::nullopt;
  std::size_t end = 19;
  if (end < whole.size() && whole[end] == '.') ++end;
  while (end < whole.size() && digit(whole[end])) ++end;
  if (end != whole.size()) return std::nullopt;
  return time;
}

std::string format_minute(std::int64_t time) {
  const std::int64_t days = time / day - (time % day < 0 ? 1 : 0);
  const Date date = date_of(days);
  const std::int64_t minutes = (time - days * day) / (60 * second);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", date.year, date.month, date.day, minutes / 60, minutes % 60);
}

std::string format_time(std::int64_t time) {
  const std::int64_t in_minute = ((time % (60 * second)) + 60 * second) % (60 * second);
  return fmt::format("{}:{:02}.{:03}", format_minute(time), in_minute / second, in_minute % second / 1000);
}

}  // namespace barqdb::logs
