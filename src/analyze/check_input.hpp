// What every check looks at: the facts, the window, the thresholds, and the indexes with the sums of their parts. Pure.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyze/index_totals.hpp"
#include "config/settings.hpp"
#include "model/check_facts.hpp"
#include "model/index_usage.hpp"
#include "model/report.hpp"
#include "model/usage_window.hpp"

namespace barqdb::analyze {

// The values that it was made from must outlive it.
class CheckInput {
 public:
  CheckInput(const model::IndexUsageFacts& usage, const model::CheckFacts& facts, const model::UsageWindow& window,
             const config::ReportSettings& settings);

  const model::IndexUsageFacts& usage;
  const model::CheckFacts& facts;
  const model::UsageWindow& window;
  const config::ReportSettings& settings;
  std::vector<IndexTotals> indexes;  // in the order of the facts

  const model::IndexShape& shape(const IndexTotals& index) const;             // an unknown one when it is missing
  const model::TableHealth* table(std::int64_t oid) const;                    // nullptr when it is gone
  const std::vector<std::size_t>& indexes_of(std::int64_t table) const;       // places in `indexes`
  const std::vector<std::int64_t>& parts_of(std::int64_t table) const;        // direct partitions
  const IndexTotals* index(std::int64_t oid) const;                           // nullptr when it is gone
  const IndexTotals& root(const IndexTotals& index) const;                    // the topmost that it is attached to
  const model::ColumnFacts* column(std::int64_t relation, int number) const;  // nullptr when nobody asked for it
  const model::ColumnFacts* key_facts(const IndexTotals& index, std::size_t key) const;  // of its column or expression
  const model::OperatorClass* operator_class(std::int64_t oid) const;
  std::string key_text(const IndexTotals& index, std::size_t key) const;  // for people: column or expression
  // Counters of a table with those of its parts.
  model::TableHealth activity(std::int64_t table) const;
  // Whether the table belongs to an extension, whose scripts expect their indexes.
  bool of_extension(std::int64_t table) const;
  bool index_exists(const model::QualifiedName& name) const;
  // The rule of `report.keep` that names the object for this check, or nullptr.
  const config::KeepRule* keep_rule(const model::QualifiedName& object, const std::string& check) const;

 private:
  std::unordered_map<std::int64_t, std::size_t> place_of_;
  std::unordered_map<std::int64_t, std::vector<std::size_t>> of_table_;
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> parts_;
  std::set<model::QualifiedName> names_;
};

// A finding and what it is about, so that statements can be put to it.
struct CheckResult {
  model::Finding finding;
  std::int64_t index = 0;  // 0: not about one index
  std::int64_t table = 0;
  double weight = 0;  // larger ones first, within a check
};
using CheckResults = std::vector<CheckResult>;

// With check, object and table filled in.
CheckResult about_index(const IndexTotals& index, const std::string& check, const std::string& verdict,
                        const std::string& severity);

}  // namespace barqdb::analyze
