// Measures of named queries as a report, and what changed between two of them. Pure.
#pragma once

#include <string>
#include <vector>

#include "model/report.hpp"
#include "model/verification.hpp"

namespace barqdb::analyze {

struct VerifyTolerance {
  double factor = 1.3;      // slower or faster by more than this is a finding …
  double milliseconds = 1;  // … when the difference is also larger than this; of planned costs only the factor counts
};

std::vector<std::string> verify_check_ids();

// One row a query; queries that failed are findings (verify.failed).
model::Report make_verify_report(const std::vector<model::NamedQuery>& queries,
                                 const std::vector<model::QueryMeasure>& measures);

// The same with the figures before, the ratio, and findings: verify.slower, verify.faster, verify.plan_changed (another
// plan, no other time), verify.failed, verify.missing (in one of the two only). Medians are compared when both sides
// were run, costs when one was only planned; a difference within the spread of both sides is none.
model::Report compare_verify_reports(const std::vector<model::NamedQuery>& queries,
                                     const std::vector<model::QueryMeasure>& before,
                                     const std::vector<model::QueryMeasure>& after, const VerifyTolerance& tolerance);

}  // namespace barqdb::analyze
