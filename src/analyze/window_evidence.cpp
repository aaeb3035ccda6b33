// The window against the thresholds.
#include "analyze/window_evidence.hpp"

#include <algorithm>

#include "analyze/statistics_age.hpp"
#include "analyze/storage_option.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

std::string needed(const config::ReportSettings& settings) {
  return base::format_duration(settings.min_evidence) + " are needed";
}

std::string missing_from_window(const CheckInput& input) {
  const model::UsageWindow& window = input.window;
  if (!window.problem.empty()) return window.problem;
  if (!window.silent.empty())
    return window.silent.front().node + " does not tell its scans: " + window.silent.front().reason;
  if (window_age(window) < input.settings.min_evidence)
    return "statistics are only " + base::format_duration(window_age(window)) + " old; " + needed(input.settings);
  return "";
}

// When the index was made is known from snapshots, from the ledger, or from commit timestamps; else not at all.
std::string missing_of_age(const CheckInput& input, const IndexTotals& index) {
  if (input.settings.min_evidence.count() == 0) return "";
  if (!index.existed_at) {
    return "when it was made is not known: `barqdb snapshot` has to have seen it for " +
           base::format_duration(input.settings.min_evidence);
  }
  const base::Milliseconds age(std::max<std::int64_t>(0, input.window.until - *index.existed_at) * 1000);
  if (age >= input.settings.min_evidence) return "";
  return "it is known for only " + base::format_duration(age) + "; " + needed(input.settings);
}

}  // namespace

base::Milliseconds window_age(const model::UsageWindow& window) {
  return base::Milliseconds(std::max<std::int64_t>(0, window.until - window.since) * 1000);
}

std::string missing_evidence(const CheckInput& input, const IndexTotals& index) {
  if (std::string missing = missing_from_window(input); !missing.empty()) return missing;
  if (std::string missing = missing_of_age(input, index); !missing.empty()) return missing;
  const config::ReportSettings& settings = input.settings;
  if (index.table_scans >= settings.min_table_scans || index.table_writes >= settings.min_table_writes) return "";
  return "its table was hardly touched: " + base::counted(index.table_scans, "scan", "scans") + " and " +
         base::counted(index.table_writes, "row written", "rows written") + "; " +
         std::to_string(settings.min_table_scans) + " or " + std::to_string(settings.min_table_writes) + " are needed";
}

void add_window_evidence(const CheckInput& input, const IndexTotals& index, model::Finding& finding) {
  const auto or_nothing = [](const std::optional<std::int64_t>& value) {
    return value ? model::Value(iso_time(*value)) : model::Value();
  };
  auto add = [&](const char* key, model::Value value) { finding.evidence.emplace_back(key, std::move(value)); };
  add("scans", index.scans);
  add("bytes", index.bytes ? model::Value(*index.bytes) : model::Value());
  add("table_scans", index.table_scans);
  add("table_writes", index.table_writes);
  add("statistics_age_seconds", std::int64_t{window_age(input.window).count() / 1000});
  add("needed_age_seconds", std::int64_t{input.settings.min_evidence.count() / 1000});
  add("existed_at", or_nothing(index.existed_at));
  if (index.last_scan) add("last_scan", or_nothing(index.last_scan));
  if (index.usage->partitioned) add("partitions", std::int64_t{index.leaves});
  if (std::vector<std::string> words = cautions(input, index.usage->table_oid); !words.empty())
    add("cautions", std::move(words));
}

std::vector<std::string> cautions(const CheckInput& input, std::int64_t oid) {
  std::vector<std::string> words;
  const model::TableHealth* table = input.table(oid);
  if (table == nullptr) return words;
  if (table->kind == 'p') {
    for (const std::int64_t part : input.parts_of(oid)) {
      for (const std::string& word : cautions(input, part))
        words.push_back(input.table(part)->name.text() + ": " + word);
      if (!words.empty()) break;  // one partition is reason enough to look at all of them
    }
    return words;
  }
  if (table->rows < 0) words.emplace_back("the table was never analyzed: plans may avoid the index for that alone");
  if (switched_off(table->options, "autovacuum_enabled") || !input.facts.autovacuum)
    words.emplace_back("autovacuum is off: statistics go stale");
  if (table->age > input.facts.freeze_max_age) {
    words.push_back("its oldest row is " + std::to_string(table->age) +
                    " transactions old: vacuum it against wraparound before anything else");
  }
  return words;
}

}  // namespace barqdb::analyze
