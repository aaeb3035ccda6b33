// Facts → rows, metrics, notes; findings come from the checks.
#include "analyze/index_usage.hpp"

#include <algorithm>
#include <tuple>

#include "analyze/index_totals.hpp"
#include "analyze/index_unused.hpp"
#include "analyze/statistics_age.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

using model::Unit;
using model::Value;

std::vector<IndexTotals> selected_totals(const model::IndexUsageFacts& facts, const IndexReportOptions& options) {
  std::vector<IndexTotals> all = add_up(facts);
  std::erase_if(all, [&](const IndexTotals& index) { return !selected(*index.usage, options); });
  return all;
}

double share_of(const IndexTotals& index) {
  if (index.table_scans == 0) return 0;
  return 100.0 * static_cast<double>(index.scans) / static_cast<double>(index.table_scans);
}

void sort_totals(std::vector<IndexTotals>& indexes, IndexSort sort) {
  auto weight = [sort](const IndexTotals& index) -> double {
    switch (sort) {
      case IndexSort::size: return static_cast<double>(index.bytes.value_or(0));
      case IndexSort::scans: return static_cast<double>(index.scans);
      case IndexSort::reads: return static_cast<double>(index.tuples_read);
      case IndexSort::share: return share_of(index);
      case IndexSort::name: break;
    }
    return 0;
  };
  std::sort(indexes.begin(), indexes.end(), [&](const IndexTotals& a, const IndexTotals& b) {
    const double first = weight(a);
    const double second = weight(b);
    if (first > second || first < second) return first > second;
    return std::tie(a.usage->table, a.usage->index) < std::tie(b.usage->table, b.usage->index);
  });
}

// What a person should know of the index at a glance.
std::vector<std::string> properties_of(const IndexTotals& index) {
  const model::IndexUsage& usage = *index.usage;
  std::vector<std::string> out;
  auto add = [&](bool holds, const char* word) {
    if (holds) out.emplace_back(word);
  };
  add(!usage.valid, "invalid");
  add(usage.primary, "primary key");
  add(usage.unique && !usage.primary, "unique");
  add(usage.exclusion, "exclusion");
  add(usage.backs_constraint && !usage.primary && !usage.exclusion, "constraint");
  add(usage.replica_identity, "replica identity");
  add(usage.clustered, "clustered");
  add(usage.partial, "partial");
  add(usage.has_expression, "expression");
  add(usage.partitioned, "partitioned");
  add(usage.parent.has_value(), "partition");
  return out;
}

std::vector<model::Column> columns_of(const model::IndexUsageFacts& facts) {
  const bool keeps_last_scan = facts.server_version >= 160'000;
  return {{"schema", "schema"},
          {"table", "table"},
          {"index", "index"},
          {"method", "method", Unit::none, false},
          {"properties", "properties"},
          {"bytes", "size", Unit::bytes},
          {"scans", "scans", Unit::count},
          {"share", "share", Unit::percent},
          {"tuples_read", "reads", Unit::count},
          {"tuples_fetched", "fetched", Unit::count, false},
          {"last_scan", "last scan", Unit::none, keeps_last_scan},
          {"table_scans", "table scans", Unit::count, false},
          {"table_writes", "writes", Unit::count},
          {"table_rows", "rows", Unit::count, false},
          {"verdict", "verdict"},
          {"valid", "valid", Unit::none, false},
          {"ready", "ready", Unit::none, false},
          {"unique", "unique", Unit::none, false},
          {"primary", "primary", Unit::none, false},
          {"constraint", "constraint", Unit::none, false},
          {"exclusion", "exclusion", Unit::none, false},
          {"replica_identity", "replica identity", Unit::none, false},
          {"clustered", "clustered", Unit::none, false},
          {"expression", "expression", Unit::none, false},
          {"partial", "partial", Unit::none, false},
          {"partitions", "partitions", Unit::count, false},
          {"partition_of", "partition of", Unit::none, false}};
}

std::vector<Value> row_of(const IndexTotals& index, Value verdict) {
  const model::IndexUsage& usage = *index.usage;
  auto or_nothing = [](bool known, Value value) { return known ? std::move(value) : Value(); };
  return {usage.table.schema,
          usage.table.name,
          usage.index.name,
          usage.method,
          properties_of(index),
          or_nothing(index.bytes.has_value(), index.bytes.value_or(0)),
          index.scans,
          or_nothing(index.table_scans > 0, share_of(index)),
          index.tuples_read,
          index.tuples_fetched,
          or_nothing(index.last_scan.has_value(), iso_time(index.last_scan.value_or(0))),
          index.table_scans,
          index.table_writes,
          index.table_rows,
          std::move(verdict),
          usage.valid,
          usage.ready,
          usage.unique,
          usage.primary,
          usage.backs_constraint,
          usage.exclusion,
          usage.replica_identity,
          usage.clustered,
          usage.has_expression,
          usage.partial,
          or_nothing(usage.partitioned, std::int64_t{index.leaves}),
          or_nothing(index.parent != nullptr, index.parent ? index.parent->index.text() : "")};
}

std::vector<std::string> notes_of(const model::IndexUsageFacts& facts, const StatisticsAge& statistics,
                                  const config::ReportSettings& settings, std::size_t indexes) {
  std::vector<std::string> notes{statistics.sentence};
  if (statistics.age < settings.min_evidence) {
    notes.push_back("That is too short to call an index unused: " + base::format_duration(settings.min_evidence) +
                    " are needed (report.min_evidence).");
  }
  if (!facts.counting)
    notes.emplace_back("track_counts is off on this server: scans are not counted, zeros mean nothing.");
  if (facts.standby)
    notes.emplace_back("This server is a standby: it counts its own scans only, not those of the primary.");
  if (indexes == 0) notes.emplace_back("There are no indexes.");
  return notes;
}

}  // namespace

IndexSort index_sort(const std::string& word) {
  const std::vector<std::string> words = {"size", "scans", "name", "share", "reads"};
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) return static_cast<IndexSort>(found - words.begin());
  const std::string near = base::nearest(word, words);
  throw base::Error(base::ErrorKind::usage, "cannot sort by '" + word + "'",
                    near.empty() ? "use one of: " + base::join(words, ", ") : "did you mean '" + near + "'?");
}

bool selected(const model::IndexUsage& usage, const IndexReportOptions& options) {
  if (!options.schema.empty() && usage.table.schema != options.schema) return false;
  if (options.table.name.empty()) return true;
  return usage.table.name == options.table.name &&
         (options.table.schema.empty() || usage.table.schema == options.table.schema);
}

std::vector<std::int64_t> offered_for_dropping(const model::IndexUsageFacts& facts,
                                               const config::ReportSettings& settings,
                                               const IndexReportOptions& options) {
  std::vector<std::int64_t> oids;
  if (!evidence_suffices(facts, settings)) return oids;
  for (const IndexTotals& index : selected_totals(facts, options)) {
    if (is_unused_candidate(index, settings)) oids.push_back(index.usage->oid);
  }
  return oids;
}

model::Report make_index_report(const model::IndexUsageFacts& facts, const config::ReportSettings& settings,
                                const IndexReportOptions& options) {
  std::vector<IndexTotals> indexes = selected_totals(facts, options);
  sort_totals(indexes, options.sort);
  const StatisticsAge statistics = statistics_age(facts);

  model::Report report;
  report.name = "index-report";
  report.generated_at = facts.read_at;
  report.database = facts.database;
  report.server_version = facts.server_version;
  report.notes = notes_of(facts, statistics, settings, indexes.size());
  report.columns = columns_of(facts);

  std::int64_t total_bytes = 0;
  std::int64_t unused = 0;
  std::int64_t unused_bytes = 0;
  std::int64_t invalid = 0;
  for (const IndexTotals& index : indexes) {
    const bool candidate = is_unused_candidate(index, settings);
    if (!index.usage->partitioned) total_bytes += index.bytes.value_or(0);
    if (!index.usage->valid) ++invalid;
    if (candidate) {
      ++unused;
      unused_bytes += index.bytes.value_or(0);
      report.findings.push_back(unused_finding(index, facts, statistics, settings));
      if (report.findings.back().verdict == "drop" && index.usage->definition.empty()) {
        report.not_examined.push_back(
            {index.usage->index.text(), "another session holds its table exclusively: its definition is not known"});
      }
    }
    if (!index.bytes && !index.usage->partitioned) {
      report.not_examined.push_back(
          {index.usage->index.text(), "another session holds it exclusively: its size is not known"});
    }
    if (candidate || !options.unused_only) {
      report.rows.push_back(row_of(index, candidate ? Value(report.findings.back().verdict) : Value()));
    }
  }
  report.metrics = {{"indexes", static_cast<std::int64_t>(indexes.size())},
                    {"total_bytes", total_bytes},
                    {"unused_candidates", unused},
                    {"unused_bytes", unused_bytes},
                    {"invalid", invalid},
                    {"statistics_age_seconds", std::int64_t{statistics.age.count() / 1000}}};
  return report;
}

}  // namespace barqdb::analyze
