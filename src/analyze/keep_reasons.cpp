// Promises, foreign keys, other indexes that lean on it, rules, use.
#include "analyze/keep_reasons.hpp"

#include <algorithm>

#include "analyze/window_evidence.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {

KeepReasons::KeepReasons(const CheckInput& input, const Groundwork& ground) : input_(input), ground_(ground) {
  for (const auto& [gone, keeper] : ground.covers.keeper_of) {
    kept_for_[keeper].push_back(input.index(gone)->usage->index.text());
  }
  for (const auto& [invalid, keeper] : ground.covers.twin_of_invalid) {
    kept_for_[keeper].push_back(input.index(invalid)->usage->index.text());
  }
  for (auto& [keeper, names] : kept_for_) std::sort(names.begin(), names.end());
}

std::vector<std::string> KeepReasons::of(const IndexTotals& index) const {
  const model::IndexUsage& usage = *index.usage;
  std::vector<std::string> reasons;
  const auto add = [&](bool holds, const std::string& reason) {
    if (holds) reasons.push_back(reason);
  };
  const std::string& constraint = input_.shape(index).constraint;
  if (usage.parent) reasons.push_back("a part of " + input_.root(index).usage->index.text() + ", judged with it");
  add(usage.primary, "primary key");
  add(usage.exclusion, "exclusion constraint " + constraint);
  add(!constraint.empty() && !usage.primary && !usage.exclusion, "constraint " + constraint);
  add(input_.shape(index).references > 0, "foreign keys refer to it");
  add(usage.unique && constraint.empty(), "unique");
  add(usage.replica_identity, "replica identity");
  add(usage.clustered, "the order of CLUSTER");
  add(input_.of_extension(usage.table_oid), "its table belongs to an extension");
  add(index.needed && reasons.empty(), "a part of it keeps a promise");
  if (const auto found = ground_.supports.find(usage.oid); found != ground_.supports.end())
    reasons.push_back("serves the foreign key " + found->second);
  if (const auto found = kept_for_.find(usage.oid); found != kept_for_.end())
    reasons.push_back("stays for " + base::join(found->second, ", "));
  for (const config::KeepRule& rule : input_.settings.keep) {
    const bool named = base::matches_pattern(usage.index.name, rule.pattern) ||
                       base::matches_pattern(usage.index.text(), rule.pattern);
    add(named, "kept by " + rule.pattern + (rule.reason.empty() ? "" : ": " + rule.reason));
  }
  add(index.scans > 0,
      base::counted(index.scans, "scan", "scans") + " in " + base::format_duration(window_age(input_.window)));
  add(reasons.empty(), "no check speaks against it");
  return reasons;
}

}  // namespace barqdb::analyze
