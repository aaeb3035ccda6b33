// The check index.hot_blocking: indexes on columns that are updated all the time, so that no update can stay on its
// page.
#include <algorithm>
#include <cmath>

#include "analyze/checks.hpp"
#include "analyze/updated_columns.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

struct LostUpdates {
  std::int64_t updates = 0;
  std::int64_t lost = 0;  // not HOT, and not for want of room as far as the server counts that
  double hot_percent = 0;
};

// From PostgreSQL 16 on, BRIN does not stand in the way.
bool blocks(const CheckInput& input, const IndexTotals& index) {
  return !index.usage->parent && input.shape(index).known &&
         !(index.usage->method == "brin" && input.usage.server_version >= 160'000);
}

std::optional<LostUpdates> lost_updates(const CheckInput& input, std::int64_t table) {
  const model::TableHealth sum = input.activity(table);
  if (sum.updates < input.settings.hot_updates) return std::nullopt;
  LostUpdates out;
  out.updates = sum.updates;
  out.lost = std::max<std::int64_t>(0, sum.updates - sum.hot_updates - sum.newpage_updates.value_or(0));
  out.hot_percent = 100.0 * static_cast<double>(sum.hot_updates) / static_cast<double>(sum.updates);
  const double lost_percent = 100.0 * static_cast<double>(out.lost) / static_cast<double>(sum.updates);
  if (out.hot_percent > input.settings.hot_percent || lost_percent < 100 - input.settings.hot_percent)
    return std::nullopt;
  return out;
}

CheckResult finding_of(const IndexTotals& index, const LostUpdates& lost, const std::string& column,
                       const std::string& grade) {
  CheckResult result = about_index(index, "index.hot_blocking", "review", "warning");
  result.weight = static_cast<double>(lost.lost);
  model::Finding& finding = result.finding;
  finding.message = "updates of " + column + " write a new entry to every index of the table: only " +
                    std::to_string(std::lround(lost.hot_percent)) + " % of " + std::to_string(lost.updates) +
                    " updates were HOT; leave the column out of the index, or the index out";
  if (grade == "guess") finding.message += "; which index is to blame is a guess, since no UPDATE statements are known";
  finding.evidence = {{"grade", grade},
                      {"column", column},
                      {"updates", lost.updates},
                      {"lost_updates", lost.lost},
                      {"hot_percent", std::round(lost.hot_percent * 10) / 10},
                      {"scans", index.scans}};
  return result;
}

// By the statements: the updated column with the most rows that the index depends on, if any.
std::string blocking_column(const CheckInput& input, const IndexTotals& index, const UpdatedColumns& updated) {
  std::string most;
  for (const std::string& column : columns_of_index(input, index)) {
    const auto found = updated.find(column);
    if (found != updated.end() && (most.empty() || found->second > updated.at(most))) most = column;
  }
  return most;
}

bool sounds_updated(const std::string& column) {
  static const char* const words[] = {"updated", "modified", "changed", "last_",   "seen",     "status",
                                      "state",   "counter",  "version", "balance", "position", "heartbeat"};
  const std::string lower = base::lower(column);
  return std::any_of(std::begin(words), std::end(words),
                     [&](const char* word) { return lower.find(word) != std::string::npos; });
}

// Without statements: columns of keys and references do not change as a rule; names tell something of the rest.
std::string suspect_column(const CheckInput& input, const Groundwork& ground, const IndexTotals& index) {
  if (index.needed || ground.supports.contains(index.usage->oid)) return "";
  for (const std::string& column : columns_of_index(input, index)) {
    if (sounds_updated(column)) return column;
  }
  return "";
}

}  // namespace

CheckResults check_index_hot_blocking(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  for (const auto& [oid, table] : input.facts.tables) {
    if (table.parent || input.indexes_of(oid).empty()) continue;
    const std::optional<LostUpdates> lost = lost_updates(input, oid);
    if (!lost) continue;
    const UpdatedColumns updated = updated_columns(input, table.name);
    for (const std::size_t place : input.indexes_of(oid)) {
      const IndexTotals& index = input.indexes[place];
      if (!blocks(input, index) || input.keep_rule(index.usage->index, "index.hot_blocking") != nullptr) continue;
      const std::string column =
          updated.empty() ? suspect_column(input, ground, index) : blocking_column(input, index, updated);
      if (!column.empty())
        results.push_back(finding_of(index, *lost, column, updated.empty() ? "guess" : "statements"));
    }
  }
  return results;
}

}  // namespace barqdb::analyze
