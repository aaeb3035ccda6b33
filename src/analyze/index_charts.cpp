// Rows → rectangles.
#include "analyze/index_charts.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace barqdb::analyze {
namespace {

std::optional<std::size_t> column_of(const model::Report& report, const std::string& key) {
  for (std::size_t i = 0; i < report.columns.size(); ++i) {
    if (report.columns[i].key == key) return i;
  }
  return std::nullopt;
}

std::string text_at(const std::vector<model::Value>& row, std::optional<std::size_t> column) {
  const auto* text = column ? std::get_if<std::string>(&row.at(*column)) : nullptr;
  return text == nullptr ? "" : *text;
}

// The verdict that asks for most, of several findings about one index.
std::map<std::string, std::string> tones_of(const model::Report& report) {
  const std::vector<std::string> order = {"keep", "insufficient evidence", "review", "drop"};
  const auto rank = [&](const std::string& verdict) {
    return std::find(order.begin(), order.end(), verdict) - order.begin();
  };
  std::map<std::string, std::string> out;
  for (const model::Finding& finding : report.findings) {
    if (rank(finding.verdict) == std::ssize(order)) continue;
    std::string& tone = out[finding.object];
    if (tone.empty() || rank(finding.verdict) > rank(tone)) tone = finding.verdict;
  }
  return out;
}

}  // namespace

model::Charts make_index_charts(const model::Report& report,
                                const std::vector<std::pair<std::int64_t, std::int64_t>>& scans) {
  model::Charts charts;
  const auto schema = column_of(report, "schema");
  const auto table = column_of(report, "table");
  const auto index = column_of(report, "index");
  const auto bytes = column_of(report, "bytes");
  const auto partitions = column_of(report, "partitions");
  const std::map<std::string, std::string> tones = tones_of(report);
  for (const auto& row : report.rows) {
    const bool sum = partitions && !std::holds_alternative<std::monostate>(row.at(*partitions));
    const auto* size = bytes ? std::get_if<std::int64_t>(&row.at(*bytes)) : nullptr;
    if (sum || size == nullptr) continue;  // a partitioned index is drawn as its leaves
    const std::string where = text_at(row, schema);
    const auto tone = tones.find(where + "." + text_at(row, index));
    charts.tiles.push_back(
        {where + "." + text_at(row, table), text_at(row, index), *size, tone == tones.end() ? "" : tone->second});
  }
  if (scans.size() > 1) charts.series.push_back({"Index scans over time", scans});
  return charts;
}

}  // namespace barqdb::analyze
