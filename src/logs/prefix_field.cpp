// Where a value of an escape ends.
#include "logs/prefix_field.hpp"

#include <algorithm>

#include "logs/timestamp.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool hexadecimal(char c) { return digit(c) || (c >= 'a' && c <= 'f'); }
bool letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

template <typename Test>
std::size_t run_of(std::string_view line, std::size_t at, Test test) {
  while (at < line.size() && test(line[at])) ++at;
  return at;
}

std::size_t number_end(std::string_view line, std::size_t at) {
  const std::size_t end = run_of(line, at, digit);
  return end == at ? npos : end;
}

// " UTC", " CEST", " +03", " America/New_York" is never written; an abbreviation or an offset is.
std::size_t zone_end(std::string_view line, std::size_t at) {
  if (at >= line.size() || line[at] != ' ') return npos;
  std::size_t end = at + 1;
  if (end < line.size() && (line[end] == '+' || line[end] == '-')) {
    end = run_of(line, end + 1, [](char c) { return digit(c) || c == ':'; });
  } else {
    end = run_of(line, end, letter);
  }
  return end == at + 1 ? npos : end;
}

std::size_t time_end(std::string_view line, std::size_t at, bool with_fraction) {
  if (at >= line.size() || !looks_like_time(line.substr(at))) return npos;
  std::size_t end = at + 19;
  const bool fraction = end < line.size() && line[end] == '.';
  if (fraction != with_fraction) return npos;
  if (fraction) end = run_of(line, end + 1, digit);
  return zone_end(line, end);
}

std::size_t session_end(std::string_view line, std::size_t at) {
  const std::size_t point = run_of(line, at, hexadecimal);
  if (point == at || point >= line.size() || line[point] != '.') return npos;
  const std::size_t end = run_of(line, point + 1, hexadecimal);
  return end == point + 1 ? npos : end;
}

std::size_t vxid_end(std::string_view line, std::size_t at) {
  const std::size_t slash = run_of(line, at, digit);
  if (slash == at) return at;  // none yet
  if (slash >= line.size() || line[slash] != '/') return npos;
  const std::size_t end = run_of(line, slash + 1, digit);
  return end == slash + 1 ? npos : end;
}

std::size_t epoch_end(std::string_view line, std::size_t at) {
  const std::size_t point = number_end(line, at);
  if (point == npos || point - at < 9) return npos;
  return point < line.size() && line[point] == '.' ? run_of(line, point + 1, digit) : point;
}

std::size_t sqlstate_end(std::string_view line, std::size_t at) {
  const std::size_t end = run_of(line, at, [](char c) { return digit(c) || (c >= 'A' && c <= 'Z'); });
  return end - at == 5 ? end : npos;
}

}  // namespace

FieldForm field_form(char escape) {
  switch (escape) {
    case 'm': return FieldForm::time_ms;
    case 't':
    case 's': return FieldForm::time;
    case 'n': return FieldForm::epoch;
    case 'p':
    case 'l':
    case 'x': return FieldForm::number;
    case 'Q': return FieldForm::signed_number;
    case 'c': return FieldForm::session;
    case 'v': return FieldForm::vxid;
    case 'e': return FieldForm::sqlstate;
    default: return FieldForm::free;
  }
}

std::size_t field_end(FieldForm form, std::string_view line, std::size_t at) {
  switch (form) {
    case FieldForm::number: return number_end(line, at);
    case FieldForm::signed_number: return number_end(line, at + (at < line.size() && line[at] == '-' ? 1 : 0));
    case FieldForm::time_ms: return time_end(line, at, true);
    case FieldForm::time: return time_end(line, at, false);
    case FieldForm::epoch: return epoch_end(line, at);
    case FieldForm::session: return session_end(line, at);
    case FieldForm::vxid: return vxid_end(line, at);
    case FieldForm::sqlstate: return sqlstate_end(line, at);
    case FieldForm::free: break;
  }
  return npos;
}

}  // namespace barqdb::logs
