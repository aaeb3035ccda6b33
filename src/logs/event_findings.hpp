// What the server complained of, as findings.
#pragma once

#include "logs/nplusone_report.hpp"
#include "logs/server_events.hpp"

namespace barqdb::logs {

std::vector<std::string> event_check_ids();

// log.error is one a kind of error.
void add_event_findings(const ServerEvents& events, const ReadFacts& facts, model::Report& report);

}  // namespace barqdb::logs
