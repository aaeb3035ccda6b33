// Runs the checks and puts the verdicts together.
#include "analyze/index_review.hpp"

#include <algorithm>
#include <set>

#include "analyze/bloat_estimate.hpp"
#include "analyze/keep_reasons.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

int rank(const std::string& verdict) {
  static const std::vector<std::string> words = {"keep", "insufficient evidence", "review", "drop"};
  return static_cast<int>(std::find(words.begin(), words.end(), verdict) - words.begin());
}

void sort_by_weight(CheckResults& results) {
  std::sort(results.begin(), results.end(), [](const CheckResult& a, const CheckResult& b) {
    if (a.weight > b.weight || a.weight < b.weight) return a.weight > b.weight;
    return a.finding.object < b.finding.object;
  });
}

CheckResults run_checks(const CheckInput& input, const Groundwork& ground) {
  CheckResults all;
  const std::vector<std::string>& skip = input.settings.skip;
  for (const Check& check : all_checks()) {
    if (std::find(skip.begin(), skip.end(), check.id) != skip.end()) continue;
    CheckResults results = check.run(input, ground);
    sort_by_weight(results);
    std::move(results.begin(), results.end(), std::back_inserter(all));
  }
  return all;
}

// The gravest finding decides; without one the index stays, and says what for.
void add_verdicts(const CheckInput& input, IndexReview& review) {
  for (const CheckResult& result : review.results) {
    if (result.index == 0) continue;
    Verdict& verdict = review.verdicts[result.index];
    if (verdict.word.empty() || rank(result.finding.verdict) > rank(verdict.word))
      verdict.word = result.finding.verdict;
    verdict.reasons.push_back(result.finding.check + ": " + result.finding.message);
  }
  const KeepReasons reasons(input, review.ground);
  for (const IndexTotals& index : input.indexes) {
    Verdict& verdict = review.verdicts[index.usage->oid];
    if (verdict.word.empty()) verdict.word = "keep";
    if (verdict.word != "keep") continue;
    for (std::string& reason : reasons.of(index)) verdict.reasons.push_back(std::move(reason));
  }
}

// Tables that were analyzed and whose statistics this role may not see: checks that live on them are silent there.
void add_hidden_statistics(const CheckInput& input, IndexReview& review) {
  std::set<std::string> names;
  for (const auto& [place, column] : input.facts.columns) {
    if (!column.hidden) continue;
    const IndexTotals* index = input.index(place.first);  // whose expression it is
    const model::TableHealth* table = input.table(index == nullptr ? place.first : index->usage->table_oid);
    if (table != nullptr && table->rows >= 0) names.insert(table->name.text());
  }
  if (names.empty()) return;
  const std::size_t shown = std::min<std::size_t>(names.size(), 5);
  std::string list =
      base::join(std::vector<std::string>(names.begin(), std::next(names.begin(), static_cast<long>(shown))), ", ");
  if (names.size() > shown) list += " and " + std::to_string(names.size() - shown) + " more";
  review.not_examined.push_back(
      {"statistics of columns",
       "this role may not see those of " + list +
           ": index.partial_candidate, index.brin_candidate, index.brin_uncorrelated, the share of "
           "NULL in fk.unindexed and estimates of index.bloat are silent there; it needs SELECT on "
           "the columns (pg_read_all_data), and no policy over it"});
}

void add_not_examined(const CheckInput& input, IndexReview& review) {
  review.not_examined = input.facts.not_examined;
  add_hidden_statistics(input, review);
  for (const IndexTotals& index : input.indexes) {
    if (!index.usage->partitioned && !input.shape(index).known) {
      review.not_examined.push_back(
          {index.usage->index.text(), "another session holds its table exclusively: not compared with others"});
    }
    const std::optional<Bloat> bloat = bloat_of(input, index);
    if (bloat && !bloat->problem.empty())
      review.not_examined.push_back({index.usage->index.text(), "index.bloat: cannot estimate: " + bloat->problem});
  }
  const bool many_updates = std::any_of(input.facts.tables.begin(), input.facts.tables.end(), [&](const auto& entry) {
    return entry.second.updates >= input.settings.hot_updates;
  });
  if (!input.facts.statements_known && many_updates) {
    review.not_examined.push_back({"index.hot_blocking",
                                   "which columns UPDATE statements set is known only where "
                                   "pg_stat_statements can be read"});
  }
}

}  // namespace

IndexReview review_indexes(const CheckInput& input) {
  IndexReview review;
  review.ground = make_groundwork(input);
  review.results = run_checks(input, review.ground);
  add_verdicts(input, review);
  add_not_examined(input, review);
  return review;
}

std::vector<std::int64_t> wanted_definitions(const CheckInput& input, const IndexReview& review) {
  std::vector<std::int64_t> oids;
  for (const CheckResult& result : review.results) {
    const IndexTotals* index = result.index == 0 ? nullptr : input.index(result.index);
    const bool parts_missing = result.finding.check == "index.invalid" && index != nullptr && index->usage->partitioned;
    if (index != nullptr && (result.finding.verdict == "drop" || parts_missing)) oids.push_back(result.index);
  }
  const std::set<std::int64_t> tops(oids.begin(), oids.end());
  for (const IndexTotals& index : input.indexes) {
    if (index.parent != nullptr && tops.contains(input.root(index).usage->oid)) oids.push_back(index.usage->oid);
  }
  std::sort(oids.begin(), oids.end());
  oids.erase(std::unique(oids.begin(), oids.end()), oids.end());
  return oids;
}

}  // namespace barqdb::analyze
