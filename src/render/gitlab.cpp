// A report as GitLab's code quality artifact: an array of issues.
#include <nlohmann/json.hpp>

#include "render/fingerprint.hpp"
#include "render/render.hpp"

namespace barqdb::render {
namespace {

using Json = nlohmann::ordered_json;

const char* severity_of(const std::string& severity) {
  if (severity == "error") return "critical";
  return severity == "warning" ? "major" : "info";
}

// GitLab demands a path and a line of every issue; what stands in the database only is named by its object.
Json location_of(const std::string& path, int line) {
  return {{"path", path}, {"lines", {{"begin", line > 0 ? line : 1}}}};
}

}  // namespace

std::string gitlab(const model::Report& report) {
  const std::vector<std::string> names = fingerprints(report);
  Json issues = Json::array();
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const model::Finding& finding = report.findings[i];
    issues.push_back(
        {{"description", finding.message},
         {"check_name", finding.check},
         {"fingerprint", names[i]},
         {"severity", severity_of(finding.severity)},
         {"location", location_of(finding.file.empty() ? finding.object : plain_path(finding.file), finding.line)}});
  }
  model::Report rest;  // so that what could not be looked at has an identity of the same kind
  rest.name = report.name;
  for (const model::NotExamined& item : report.not_examined) {
    model::Finding& finding = rest.findings.emplace_back();
    finding.check = "not-examined";
    finding.object = item.object;
  }
  const std::vector<std::string> rest_names = fingerprints(rest);
  for (std::size_t i = 0; i < report.not_examined.size(); ++i) {
    const model::NotExamined& item = report.not_examined[i];
    issues.push_back({{"description", "not examined: " + item.object + ": " + item.reason},
                      {"check_name", "not-examined"},
                      {"fingerprint", rest_names[i]},
                      {"severity", "info"},
                      {"location", location_of(item.object, 1)}});
  }
  return issues.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace barqdb::render
