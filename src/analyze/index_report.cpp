// Facts → rows, metrics, notes; findings come from the checks.
#include "analyze/index_report.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "analyze/index_rows.hpp"
#include "analyze/window_evidence.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

using model::Value;

void sort_totals(std::vector<const IndexTotals*>& indexes, IndexSort sort) {
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
  std::sort(indexes.begin(), indexes.end(), [&](const IndexTotals* a, const IndexTotals* b) {
    const double first = weight(*a);
    const double second = weight(*b);
    if (first > second || first < second) return first > second;
    return std::tie(a->usage->table, a->usage->index) < std::tie(b->usage->table, b->usage->index);
  });
}

std::vector<std::string> notes_of(const CheckInput& input, std::size_t indexes) {
  const config::ReportSettings& settings = input.settings;
  std::vector<std::string> notes{input.window.cause};
  if (window_age(input.window) < settings.min_evidence) {
    notes.push_back("That is too short to call an index unused: " + base::format_duration(settings.min_evidence) +
                    " are needed (report.min_evidence, --min-evidence).");
  }
  if (!input.usage.counting)
    notes.emplace_back("track_counts is off on this server: scans are not counted, zeros mean nothing.");
  if (input.usage.standby)
    notes.emplace_back("This server is a standby: it counts its own scans only, not those of the primary.");
  for (const model::SilentNode& node : input.window.silent)
    notes.push_back("Scans on " + node.node + " are not known: " + node.reason + ". No index can be called unused.");
  if (!input.facts.autovacuum)
    notes.emplace_back("autovacuum is off on this server: statistics go stale, and verdicts with them.");
  if (indexes == 0) notes.emplace_back("There are no indexes.");
  return notes;
}

bool table_selected(const CheckInput& input, std::int64_t table, const IndexReportOptions& options) {
  const model::TableHealth* facts = input.table(table);
  if (facts == nullptr) return options.schema.empty() && options.table.name.empty();
  model::IndexUsage usage;
  usage.table = facts->name;
  return selected(usage, options);
}

// Those that the filters let through; `unused` collects the indexes of index.unused.
std::vector<model::Finding> findings_of(const CheckInput& input, const IndexReview& review,
                                        const IndexReportOptions& options, std::set<std::int64_t>& unused) {
  std::vector<model::Finding> findings;
  for (const CheckResult& result : review.results) {
    const IndexTotals* index = result.index == 0 ? nullptr : input.index(result.index);
    const bool wanted =
        index != nullptr ? selected(*index->usage, options) : table_selected(input, result.table, options);
    if (!wanted) continue;
    const bool is_unused = result.finding.check == "index.unused";
    if (is_unused) unused.insert(result.index);
    findings.push_back(result.finding);
  }
  return findings;
}

std::vector<std::pair<std::string, Value>> metrics_of(const CheckInput& input, const IndexReview& review,
                                                      const std::vector<const IndexTotals*>& indexes,
                                                      const std::set<std::int64_t>& unused) {
  std::int64_t total = 0;
  std::int64_t unused_bytes = 0;
  std::int64_t invalid = 0;
  std::int64_t drops = 0;
  std::int64_t drop_bytes = 0;
  for (const IndexTotals* index : indexes) {
    const std::int64_t bytes = index->bytes.value_or(0);
    if (!index->usage->partitioned) total += bytes;
    if (unused.contains(index->usage->oid)) unused_bytes += bytes;
    if (!index->usage->valid) ++invalid;
    if (review.verdicts.at(index->usage->oid).word != "drop") continue;
    ++drops;
    drop_bytes += bytes;
  }
  return {{"indexes", static_cast<std::int64_t>(indexes.size())},
          {"total_bytes", total},
          {"unused_candidates", static_cast<std::int64_t>(unused.size())},
          {"unused_bytes", unused_bytes},
          {"invalid", invalid},
          {"to_drop", drops},
          {"to_drop_bytes", drop_bytes},
          {"statistics_age_seconds", std::int64_t{window_age(input.window).count() / 1000}}};
}

// Without those about indexes that the filters keep back.
std::vector<model::NotExamined> selected_items(const CheckInput& input, const std::vector<model::NotExamined>& items,
                                               const IndexReportOptions& options) {
  std::set<std::string> others;
  for (const IndexTotals& index : input.indexes) {
    if (!selected(*index.usage, options)) others.insert(index.usage->index.text());
  }
  std::vector<model::NotExamined> out;
  std::copy_if(items.begin(), items.end(), std::back_inserter(out),
               [&](const model::NotExamined& item) { return !others.contains(item.object); });
  return out;
}

void add_unknown_sizes(const std::vector<const IndexTotals*>& indexes, model::Report& report) {
  for (const IndexTotals* index : indexes) {
    if (index->bytes || index->usage->partitioned) continue;
    report.not_examined.push_back(
        {index->usage->index.text(), "another session holds it exclusively: its size is not known"});
  }
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

model::Report make_index_report(const CheckInput& input, const IndexReview& review, const IndexReportOptions& options) {
  std::vector<const IndexTotals*> indexes;
  for (const IndexTotals& index : input.indexes) {
    if (selected(*index.usage, options)) indexes.push_back(&index);
  }
  sort_totals(indexes, options.sort);

  model::Report report;
  report.name = "index-report";
  report.generated_at = input.usage.read_at;
  report.database = input.usage.database;
  report.server_version = input.usage.server_version;
  report.notes = notes_of(input, indexes.size());
  report.columns = columns_of(input.usage);
  std::set<std::int64_t> unused;
  report.findings = findings_of(input, review, options, unused);
  for (const IndexTotals* index : indexes) {
    if (options.unused_only && !unused.contains(index->usage->oid)) continue;
    report.rows.push_back(row_of(input, *index, review.verdicts.at(index->usage->oid)));
  }
  report.metrics = metrics_of(input, review, indexes, unused);
  report.not_examined = selected_items(input, review.not_examined, options);
  add_unknown_sizes(indexes, report);
  return report;
}

}  // namespace barqdb::analyze
