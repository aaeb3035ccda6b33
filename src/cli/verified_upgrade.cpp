// Before, after, and the way back.
#include "cli/verified_upgrade.hpp"

#include <algorithm>

namespace barqdb::cli {
namespace {

bool is_regression(const model::Finding& finding, const std::vector<model::QueryMeasure>& before) {
  if (finding.check == "verify.slower") return true;
  if (finding.check != "verify.failed") return false;
  return std::any_of(before.begin(), before.end(), [&](const model::QueryMeasure& measure) {
    return measure.name == finding.object && measure.error.empty();
  });
}

}  // namespace

VerifiedUpgrade::VerifiedUpgrade(Context& context, const std::string& file)
    : context_(context), input_(verify_input(file)) {
  model::Report head;
  before_ = measure_queries(context_, input_, head);
}

int VerifiedUpgrade::finish(std::size_t revisions) {
  model::Report head;
  const std::vector<model::QueryMeasure> after = measure_queries(context_, input_, head);
  model::Report report = analyze::compare_verify_reports(input_.queries, before_, after, {});
  report.generated_at = head.generated_at;
  report.database = head.database;
  report.server_version = head.server_version;
  context_.write(report);
  const bool regressed = std::any_of(report.findings.begin(), report.findings.end(),
                                     [&](const model::Finding& finding) { return is_regression(finding, before_); });
  if (!regressed) return 0;
  context_.say("Queries became slower or fail. The upgrade stands; to go back: barqdb downgrade -" +
               std::to_string(revisions));
  return 1;
}

}  // namespace barqdb::cli
