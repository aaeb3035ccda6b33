// Who is a candidate, and what the evidence lets us say of it.
#include "analyze/index_unused.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "plan/ddl.hpp"

namespace barqdb::analyze {
namespace {

bool kept_by_pattern(const model::QualifiedName& index, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return base::matches_pattern(index.name, pattern) || base::matches_pattern(index.text(), pattern);
  });
}

std::string message_of(const IndexTotals& index, const model::IndexUsageFacts& facts, const StatisticsAge& statistics,
                       const config::ReportSettings& settings) {
  std::string out = "0 scans";
  if (index.usage->partitioned) out += " of any of its " + base::counted(index.leaves, "partition", "partitions");
  if (!facts.counting) {
    out += ", but nothing is counted while track_counts is off";
  } else if (facts.standby) {
    out += ", but this server is a standby and counts its own scans only";
  } else if (statistics.age < settings.min_evidence) {
    out += ", but statistics are only " + base::format_duration(statistics.age) + " old; " +
           base::format_duration(settings.min_evidence) + " are needed";
  } else {
    out += " in " + base::format_duration(statistics.age);
  }
  if (index.bytes && *index.bytes < settings.min_size) {
    out += "; little is won: it is smaller than " + base::format_size(settings.min_size);
  }
  return out;
}

// A partitioned index cannot be dropped or made concurrently, and the server prints it ON ONLY its table.
std::string without_only(const std::string& definition) {
  std::size_t at = definition.find("INDEX ");
  if (at == std::string::npos) return definition;
  at += 6;
  bool quoted = false;
  while (at < definition.size() && (quoted || definition[at] != ' ')) quoted = quoted != (definition[at++] == '"');
  constexpr std::string_view only = " ON ONLY ";
  if (definition.compare(at, only.size(), only) != 0) return definition;
  return definition.substr(0, at) + " ON " + definition.substr(at + only.size());
}

bool suffices(const model::IndexUsageFacts& facts, const StatisticsAge& statistics,
              const config::ReportSettings& settings) {
  return facts.counting && !facts.standby && statistics.age >= settings.min_evidence;
}

}  // namespace

bool is_unused_candidate(const IndexTotals& index, const config::ReportSettings& settings) {
  const model::IndexUsage& usage = *index.usage;
  if (usage.parent || !usage.valid || index.needed || index.scans > 0) return false;
  if (usage.partitioned && index.leaves == 0) return false;  // nothing there that could have been scanned
  return !kept_by_pattern(usage.index, settings.keep);
}

bool evidence_suffices(const model::IndexUsageFacts& facts, const config::ReportSettings& settings) {
  return suffices(facts, statistics_age(facts), settings);
}

model::Finding unused_finding(const IndexTotals& index, const model::IndexUsageFacts& facts,
                              const StatisticsAge& statistics, const config::ReportSettings& settings) {
  const model::IndexUsage& usage = *index.usage;
  const bool enough = suffices(facts, statistics, settings);
  model::Finding finding;
  finding.check = "index.unused";
  finding.verdict = enough ? "drop" : "insufficient evidence";
  finding.severity = "warning";
  finding.object = usage.index.text();
  finding.table = usage.table.text();
  finding.message = message_of(index, facts, statistics, settings);
  finding.evidence = {{"scans", index.scans},
                      {"bytes", index.bytes ? model::Value(*index.bytes) : model::Value()},
                      {"table_scans", index.table_scans},
                      {"table_writes", index.table_writes},
                      {"statistics_age_seconds", std::int64_t{statistics.age.count() / 1000}},
                      {"needed_age_seconds", std::int64_t{settings.min_evidence.count() / 1000}}};
  if (usage.partitioned) finding.evidence.emplace_back("partitions", std::int64_t{index.leaves});
  if (enough && !usage.definition.empty()) {
    finding.sql_do = plan::drop_index_sql(usage.index, !usage.partitioned);
    finding.sql_undo = usage.partitioned ? without_only(usage.definition) : plan::concurrently(usage.definition);
  }
  return finding;
}

}  // namespace barqdb::analyze
