// The numbers of a report in the text format of Prometheus 0.0.4, for node_exporter's textfile collector.
#include <fmt/format.h>

#include <cmath>
#include <map>

#include "render/render.hpp"

namespace barqdb::render {
namespace {

// Of a label's value: backslash, quote and line feed. Of HELP: backslash and line feed.
std::string escaped(const std::string& text, bool quote) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || (quote && c == '"')) out += '\\';
    out += c;
  }
  return out;
}

std::string number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  if (std::abs(value) < 1e15 && std::floor(value) == value) return fmt::format("{:.0f}", value);
  return fmt::format("{}", value);
}

std::string sample_text(const std::string& name, const model::Sample& sample) {
  std::string labels;
  for (const auto& [key, value] : sample.labels) {
    labels += (labels.empty() ? "" : ",") + key + "=\"" + escaped(value, true) + "\"";
  }
  return name + (labels.empty() ? "" : "{" + labels + "}") + " " + number(sample.value) + "\n";
}

// "index-report" → "index_report": what a name of a metric may hold.
std::string name_part(std::string text) {
  for (char& c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (!plain) c = '_';
  }
  return text;
}

// A report that brings no families of its own: its metrics that are numbers.
std::vector<model::MetricFamily> families_of_metrics(const model::Report& report) {
  std::vector<model::MetricFamily> out;
  for (const auto& [key, value] : report.metrics) {
    model::Sample sample{{{"database", report.database}}, 0};
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      sample.value = static_cast<double>(*whole);
    } else if (const auto* real = std::get_if<double>(&value)) {
      sample.value = *real;
    } else {
      continue;
    }
    out.push_back({"barqdb_" + name_part(report.name) + "_" + name_part(key),
                   key + " of " + report.name + ".",
                   "gauge",
                   {sample}});
  }
  return out;
}

model::MetricFamily findings_family(const model::Report& report) {
  std::map<std::pair<std::string, std::string>, double> counts;
  for (const model::Finding& finding : report.findings) counts[{finding.check, finding.severity}] += 1;
  model::MetricFamily family{"barqdb_findings", "Findings of the report by check and severity.", "gauge", {}};
  for (const auto& [key, count] : counts) {
    family.samples.push_back(
        {{{"report", report.name}, {"database", report.database}, {"check", key.first}, {"severity", key.second}},
         count});
  }
  return family;
}

}  // namespace

std::string prometheus(const model::Report& report) {
  std::vector<model::MetricFamily> families = report.families.empty() ? families_of_metrics(report) : report.families;
  families.push_back(findings_family(report));
  std::string out;
  for (const model::MetricFamily& family : families) {
    if (family.samples.empty()) continue;
    out += "# HELP " + family.name + " " + escaped(family.help, false) + "\n";
    out += "# TYPE " + family.name + " " + family.type + "\n";
    for (const model::Sample& sample : family.samples) out += sample_text(family.name, sample);
  }
  return out;
}

}  // namespace barqdb::render
