// What the server complained of, as findings.
#pragma once

#include "logs/nplusone_report.hpp"
#include "logs/server_events.hpp"

namespace barqdb::logs {

// Adds log.error (one a kind), log.deadlock, log.lock_wait, log.temp_file, log.checkpoint and log.autovacuum.
void add_event_findings(const ServerEvents& events, const ReadFacts& facts, model::Report& report);

}  // namespace barqdb::logs
