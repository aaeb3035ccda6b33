// Comments as pairs of keys and values.
#include "logs/tags.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace barqdb::logs {
namespace {

bool key_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// %2F is /, and \' is '.
std::string decoded(std::string_view raw) {
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '%' && i + 2 < raw.size() && hexadecimal(raw[i + 1]) >= 0 && hexadecimal(raw[i + 2]) >= 0) {
      out += static_cast<char>(hexadecimal(raw[i + 1]) * 16 + hexadecimal(raw[i + 2]));
      i += 2;
    } else if (raw[i] != '\\' || i + 1 == raw.size()) {
      out += raw[i];
    }
  }
  return out;
}

// key='value',… : values in quotes.
bool read_quoted(std::string_view text, Tags& tags) {
  Tags found;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && key_character(text[end])) ++end;
    if (end == at || text.substr(end, 2) != "='") return false;
    std::size_t close = end + 2;
    while (close < text.size() && text[close] != '\'') close += text[close] == '\\' ? 2 : 1;
    if (close >= text.size()) return false;
    found.emplace_back(decoded(text.substr(at, end - at)), decoded(text.substr(end + 2, close - end - 2)));
    at = close + 1;
    while (at < text.size() && (text[at] == ',' || text[at] == ' ')) ++at;
  }
  tags.insert(tags.end(), found.begin(), found.end());
  return true;
}

// key:value,key:value : values without quotes, which may hold colons.
bool read_plain(std::string_view text, Tags& tags) {
  Tags found;
  for (const std::string_view part : base::split(text, ',')) {
    const std::size_t colon = part.find(':');
    const std::string_view key = base::trim(part.substr(0, colon));
    if (colon == std::string_view::npos || key.empty() || !std::all_of(key.begin(), key.end(), key_character))
      return false;
    found.emplace_back(key, base::trim(part.substr(colon + 1)));
  }
  tags.insert(tags.end(), found.begin(), found.end());
  return true;
}

}  // namespace

Tags read_tags(const std::vector<std::string_view>& comments) {
  Tags tags;
  for (const std::string_view comment : comments) {
    const std::string_view text = base::trim(comment);
    if (text.empty() || text.front() == '+') continue;  // a hint of pg_hint_plan
    if (!read_quoted(text, tags)) read_plain(text, tags);
  }
  return tags;
}

std::string tag(const Tags& tags, std::string_view key) {
  for (const auto& [name, value] : tags) {
    if (name == key) return value;
  }
  return "";
}

std::string trace_of(const Tags& tags) {
  // 00-<trace>-<span>-01: the span is another for every query of one trace.
  const std::string parent = tag(tags, "traceparent");
  std::string trace = parent.size() > 35 ? parent.substr(3, 32) : parent;
  for (const char* key : {"trace_id", "request_id", "job_id"}) {
    const std::string value = tag(tags, key);
    if (!value.empty()) trace += '\n' + value;
  }
  return trace;
}

std::string work_of(const Tags& tags) {
  std::string work = trace_of(tags);
  for (const char* key : {"job", "controller", "action", "route", "task"}) {
    const std::string value = tag(tags, key);
    if (!value.empty()) work += '\n' + value;
  }
  return work;
}

Tags lasting(const Tags& tags) {
  Tags out;
  for (const auto& entry : tags) {
    const std::string& key = entry.first;
    const bool passing = key == "traceparent" || key == "tracestate" || key.ends_with("_id") || key == "pid" ||
                         key == "socket" || key == "db_host";
    if (!passing) out.push_back(entry);
  }
  return out;
}

}  // namespace barqdb::logs
