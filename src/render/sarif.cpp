// A report as SARIF 2.1.0 (OASIS), which code-scanning services read.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "render/fingerprint.hpp"
#include "render/render.hpp"

namespace barqdb::render {
namespace {

using Json = nlohmann::ordered_json;

const char* level_of(const std::string& severity) {
  if (severity == "error") return "error";
  return severity == "warning" ? "warning" : "note";
}

struct EvidenceText {
  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(const std::vector<model::Hazard>& hazards) const {
    Json rules = Json::array();
    for (const model::Hazard& hazard : hazards) rules.push_back(hazard.rule);
    return rules;
  }
  template <typename Other>
  Json operator()(const Other& value) const {
    return value;
  }
};

// Every check that the report knows, and every one that found something.
std::vector<model::CheckInfo> checks_of(const model::Report& report) {
  std::vector<model::CheckInfo> checks = report.checks;
  for (const model::Finding& finding : report.findings) {
    const bool known = std::any_of(checks.begin(), checks.end(),
                                   [&](const model::CheckInfo& check) { return check.id == finding.check; });
    if (!known) checks.push_back({finding.check, finding.severity, "", "", ""});
  }
  return checks;
}

Json rule_of(const model::CheckInfo& check) {
  Json rule = {{"id", check.id}};
  if (!check.summary.empty()) rule["shortDescription"] = {{"text", check.summary}};
  std::string help = check.help;
  if (!check.page.empty()) help += (help.empty() ? "See " : "\n\nSee ") + check.page + ".";
  if (!help.empty()) rule["help"] = {{"text", help}};
  rule["defaultConfiguration"] = {{"level", level_of(check.severity)}};
  return rule;
}

Json location_of(const model::Finding& finding) {
  Json location = Json::object();
  if (!finding.file.empty()) {
    Json physical = {{"artifactLocation", {{"uri", file_uri(finding.file)}}}};
    if (finding.line > 0) {
      physical["region"] = {{"startLine", finding.line}};
      if (finding.column > 0) physical["region"]["startColumn"] = finding.column;
    }
    location["physicalLocation"] = physical;
  }
  if (!finding.object.empty()) location["logicalLocations"] = {{{"fullyQualifiedName", finding.object}}};
  return location;
}

Json properties_of(const model::Finding& finding) {
  Json out = Json::object();
  if (!finding.verdict.empty()) out["verdict"] = finding.verdict;
  if (!finding.table.empty()) out["table"] = finding.table;
  for (const auto& [key, value] : finding.evidence) out["evidence"][key] = std::visit(EvidenceText{}, value);
  if (!finding.sql_do.empty()) out["sql"] = finding.sql_do;
  return out;
}

Json result_of(const model::Finding& finding, std::size_t rule, const std::string& fingerprint) {
  Json result = {{"ruleId", finding.check},
                 {"ruleIndex", rule},
                 {"level", level_of(finding.severity)},
                 {"message", {{"text", finding.message}}}};
  const Json location = location_of(finding);
  if (!location.empty()) result["locations"] = {location};
  result["partialFingerprints"] = {{"barqdb/v1", fingerprint}};
  if (Json properties = properties_of(finding); !properties.empty()) result["properties"] = std::move(properties);
  return result;
}

Json results_of(const model::Report& report, const std::vector<model::CheckInfo>& checks) {
  std::map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < checks.size(); ++i) index.emplace(checks[i].id, i);
  const std::vector<std::string> names = fingerprints(report);
  Json results = Json::array();
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    const model::Finding& finding = report.findings[i];
    results.push_back(result_of(finding, index.at(finding.check), names[i]));
  }
  return results;
}

Json invocation_of(const model::Report& report) {
  Json invocation = {{"executionSuccessful", true}};
  for (const model::NotExamined& item : report.not_examined) {
    invocation["toolExecutionNotifications"].push_back(
        {{"level", "note"}, {"message", {{"text", "not examined: " + item.object + ": " + item.reason}}}});
  }
  return invocation;
}

}  // namespace

std::string sarif(const model::Report& report) {
  const std::vector<model::CheckInfo> checks = checks_of(report);
  Json rules = Json::array();
  for (const model::CheckInfo& check : checks) rules.push_back(rule_of(check));
  Json run = {
      {"tool", {{"driver", {{"name", "barqdb"}, {"version", BARQDB_VERSION}, {"rules", std::move(rules)}}}}},
      {"invocations", {invocation_of(report)}},
      {"columnKind", "unicodeCodePoints"},
      {"results", results_of(report, checks)},
      {"properties", {{"report", report.name}}},
  };
  const Json log = {{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", {std::move(run)}}};
  return log.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace barqdb::render
