// Puts the parts of the health report together.
#include "analyze/health.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "analyze/health_checks.hpp"
#include "analyze/statistics_age.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

using model::HealthFacts;
using model::Value;

constexpr std::int64_t named_at_most = 5;  // invalid indexes, as the query has it

std::vector<model::Column> columns() {
  return {{"node", "node"},   {"check", "check"}, {"reading", "reading"},
          {"limit", "limit"}, {"state", "state"}, {"value", "value", model::Unit::none, false}};
}

void check_node(HealthSheet& sheet, const HealthFacts& main, const config::HealthSettings& health) {
  check_sessions(sheet, health);
  check_snapshots(sheet, health);
  check_lock_waits(sheet, health);
  check_replication(sheet, main, health);
  check_vacuum(sheet, health);
  check_counters(sheet, health);
}

// Indexes that no node has used; nothing when one of them did not tell.
std::optional<std::int64_t> never_used(const std::vector<HealthFacts>& nodes) {
  std::optional<std::vector<std::int64_t>> common;
  for (const HealthFacts& node : nodes) {
    if (!node.indexes) return std::nullopt;
    if (!common) {
      common = node.indexes->never_used;
      continue;
    }
    std::vector<std::int64_t> both;
    std::set_intersection(common->begin(), common->end(), node.indexes->never_used.begin(),
                          node.indexes->never_used.end(), std::back_inserter(both));
    common = std::move(both);
  }
  if (!common) return std::nullopt;
  return static_cast<std::int64_t>(common->size());
}

void check_indexes(HealthSheet& sheet, const std::vector<HealthFacts>& nodes, const config::HealthSettings& health) {
  if (!sheet.facts().indexes) return;
  const model::IndexCounts& counts = *sheet.facts().indexes;
  sheet.add({"health.invalid_indexes", counts.invalid, fmt::format("{} of {}", counts.invalid, counts.indexes),
             std::to_string(health.invalid_indexes)},
            {counts.invalid > health.invalid_indexes,
             "warning",
             base::counted(counts.invalid, "index is", "indexes are") + " invalid, so that no query may use " +
                 (counts.invalid == 1 ? "it" : "them") + ": " + counts.invalid_names +
                 (counts.invalid > named_at_most ? fmt::format(" and {} more", counts.invalid - named_at_most) : "") +
                 "; `barqdb index-report` says what each needs",
             {{"invalid", counts.invalid}, {"names", counts.invalid_names}}});
  const std::optional<std::int64_t> unused = never_used(nodes);
  sheet.add(
      {"health.unused_indexes", unused ? Value(*unused) : Value(),
       unused ? fmt::format("{} never scanned on any node", *unused) : "not known: a node did not tell",
       std::to_string(health.unused_indexes)},
      {unused.value_or(0) > health.unused_indexes,
       "info",
       base::counted(unused.value_or(0), "index was", "indexes were") +
           " never scanned on any node since statistics count; `barqdb index-report` says which, and whether that is "
           "long enough",
       {{"unused", unused ? Value(*unused) : Value()}}});
}

void add_unreachable(model::Report& report, const HealthFacts& facts) {
  HealthSheet sheet(report, facts);
  sheet.add({"health.unreachable", Value(), "no answer", ""}, {true, "error", "did not answer: " + facts.error});
  report.not_examined.push_back({facts.node, facts.error});
}

}  // namespace

void HealthSheet::add(const Reading& reading, const Complaint& complaint) {
  report_.rows.push_back({facts_.node, reading.check, reading.text, reading.limit,
                          complaint.holds ? complaint.severity : std::string("ok"), reading.value});
  complain(reading.check, complaint);
}

void HealthSheet::hide(const std::string& check) {
  report_.rows.push_back({facts_.node, check, std::string("not visible to this role"), std::string(),
                          std::string("not examined"), Value()});
}

void HealthSheet::complain(const std::string& check, const Complaint& complaint) {
  if (!complaint.holds) return;
  model::Finding finding;
  finding.check = check;
  finding.severity = complaint.severity;
  finding.object = complaint.object.empty() ? facts_.node : complaint.object;
  finding.table = complaint.table;
  finding.message = complaint.message;
  finding.evidence = complaint.evidence;
  finding.evidence.insert(finding.evidence.begin(), {"node", facts_.node});
  report_.findings.push_back(std::move(finding));
}

std::string seconds_text(double seconds) {
  return base::format_duration(base::Milliseconds(static_cast<std::int64_t>(seconds * 1000)));
}

std::string percent_text(double percent) { return fmt::format("{:.1f} %", percent); }

model::Report make_health_report(const std::vector<HealthFacts>& nodes, const config::HealthSettings& health) {
  model::Report report;
  report.name = "health";
  report.columns = columns();
  for (const HealthFacts& facts : nodes) {
    if (report.database.empty()) {
      report.database = facts.database;
      report.server_version = facts.server_version;
    }
    if (!facts.error.empty()) {
      add_unreachable(report, facts);
      continue;
    }
    HealthSheet sheet(report, facts);
    check_node(sheet, nodes.front(), health);
    if (&facts == &nodes.front()) check_indexes(sheet, nodes, health);
    for (const model::NotExamined& item : facts.not_examined) {
      report.not_examined.push_back({facts.node + ": " + item.object, item.reason});
    }
  }
  report.families = health_families(nodes);
  const auto answered = std::count_if(nodes.begin(), nodes.end(), [](const auto& node) { return node.error.empty(); });
  report.metrics = {{"nodes", static_cast<std::int64_t>(nodes.size())},
                    {"nodes_answered", std::int64_t{answered}},
                    {"findings", static_cast<std::int64_t>(report.findings.size())}};
  return report;
}

std::vector<std::string> health_check_ids() {
  return {"health.archiving",       "health.autovacuum",       "health.cache_hit",           "health.checkpoints",
          "health.connections",     "health.dead_rows",        "health.idle_in_transaction", "health.index_scans",
          "health.invalid_indexes", "health.lock_wait",        "health.long_transaction",    "health.oldest_snapshot",
          "health.replication_lag", "health.replication_slot", "health.statistics_reset",    "health.unreachable",
          "health.unused_indexes",  "health.wraparound"};
}

}  // namespace barqdb::analyze
