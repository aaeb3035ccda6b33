// Comments and steps of YAML.
#include "cli/retire_steps.hpp"

#include "base/text.hpp"
#include "base/yaml_scalar.hpp"
#include "render/text.hpp"

namespace barqdb::cli {
namespace {

using model::Finding;

std::string comment(const std::string& text) { return "  # " + render::printable(text) + "\n"; }

std::string evidence_line(const Finding& finding) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : finding.evidence) {
    const auto [words, shown] = render::metric_text(key, value);
    parts.push_back(words + " " + shown);
  }
  return base::join(parts, ", ");
}

// Statistics of an expression that are made before its index goes: what stands before DROP INDEX in the finding.
std::string statistics_step(const std::vector<const Finding*>& reasons) {
  for (const Finding* finding : reasons) {
    const std::size_t drop = finding->sql_do.rfind(";\nDROP INDEX ");
    const std::size_t undo = finding->sql_undo.find(";\nDROP STATISTICS ");
    if (finding->verdict != "drop" || drop == std::string::npos || undo == std::string::npos) continue;
    return "  - sql:\n      up: " + base::yaml_quoted(finding->sql_do.substr(0, drop)) +
           "\n      down: " + base::yaml_quoted(finding->sql_undo.substr(undo + 2)) + "\n";
  }
  return "";
}

std::string step_text(const RetiredIndex& index) {
  std::string out;
  if (index.forced) out += comment("retired by --force: index-report does not offer it for dropping");
  for (const Finding* finding : index.reasons) {
    out += comment(finding->check + " (" + finding->verdict + "): " + finding->message);
    if (!finding->evidence.empty()) out += comment("  " + evidence_line(*finding));
  }
  if (!index.definition.empty()) out += comment("was: " + index.definition);
  return out + statistics_step(index.reasons) + "  - drop_index: " + base::yaml_quoted(index.name.quoted()) + "\n";
}

}  // namespace

std::string retire_steps(const std::vector<RetiredIndex>& indexes, const model::Report& report) {
  std::string out =
      comment("From the index report of database " + report.database + " at " + report.generated_at + ".");
  for (const std::string& note : report.notes) out += comment(note);
  for (const RetiredIndex& index : indexes) out += step_text(index);
  return out;
}

}  // namespace barqdb::cli
