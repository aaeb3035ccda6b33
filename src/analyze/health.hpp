// The state of all nodes as a report: a row a reading, a finding where a threshold is passed. Pure.
#pragma once

#include <string>
#include <vector>

#include "config/settings.hpp"
#include "model/health.hpp"
#include "model/report.hpp"

namespace barqdb::analyze {

// `nodes` begins with the main server. Findings are warning or error, and info for what only wants to be known.
model::Report make_health_report(const std::vector<model::HealthFacts>& nodes, const config::HealthSettings& health);

std::vector<std::string> health_check_ids();

// The numbers behind it for a monitoring system; a node that did not answer has barqdb_up 0 and nothing else.
std::vector<model::MetricFamily> health_families(const std::vector<model::HealthFacts>& nodes);

}  // namespace barqdb::analyze
