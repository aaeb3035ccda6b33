// Votes over the lines of a sample.
#include <algorithm>

#include "logs/format.hpp"
#include "logs/timestamp.hpp"

namespace barqdb::logs {
namespace {

bool json_line(std::string_view line) { return line.starts_with("{\"") && line.find("\":") != std::string_view::npos; }

// A time, then at least four fields that are empty, quoted, or numbers.
bool csv_line(std::string_view line) {
  if (!looks_like_time(line)) return false;
  const std::size_t comma = line.find(',');
  if (comma == std::string_view::npos || comma > 40) return false;
  return std::count(line.begin(), line.end(), ',') >= 10 && (line[comma + 1] == '"' || line[comma + 1] == ',');
}

}  // namespace

Format detect_format(std::string_view sample) {
  int json = 0;
  int csv = 0;
  int other = 0;
  for (std::size_t at = 0; at < sample.size();) {
    const std::size_t end = std::min(sample.find('\n', at), sample.size());
    const std::string_view line = sample.substr(at, end - at);
    if (json_line(line)) {
      ++json;
    } else if (csv_line(line)) {
      ++csv;
    } else if (looks_like_time(line) && line.substr(0, 400).find(":  ") != std::string_view::npos) {
      ++other;  // "LOG:  "; a record of csvlog that was cut has none
    }
    at = end + 1;
  }
  if (json > csv && json > other) return Format::json;
  return csv > other ? Format::csv : Format::stderr_;
}

}  // namespace barqdb::logs
