// Finding one's way in the facts.
#include "analyze/check_input.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace barqdb::analyze {

CheckInput::CheckInput(const model::IndexUsageFacts& usage_, const model::CheckFacts& facts_,
                       const model::UsageWindow& window_, const config::ReportSettings& settings_)
    : usage(usage_), facts(facts_), window(window_), settings(settings_), indexes(add_up(usage_, window_)) {
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    place_of_[indexes[i].usage->oid] = i;
    of_table_[indexes[i].usage->table_oid].push_back(i);
    names_.insert(indexes[i].usage->index);
  }
  for (const auto& [oid, one] : facts.tables) {
    if (one.parent) parts_[*one.parent].push_back(oid);
  }
  for (auto& [oid, parts] : parts_) std::sort(parts.begin(), parts.end());
}

const model::IndexShape& CheckInput::shape(const IndexTotals& index) const {
  static const model::IndexShape unknown;
  const auto found = facts.shapes.find(index.usage->oid);
  return found == facts.shapes.end() ? unknown : found->second;
}

const model::TableHealth* CheckInput::table(std::int64_t oid) const {
  const auto found = facts.tables.find(oid);
  return found == facts.tables.end() ? nullptr : &found->second;
}

const std::vector<std::size_t>& CheckInput::indexes_of(std::int64_t oid) const {
  static const std::vector<std::size_t> none;
  const auto found = of_table_.find(oid);
  return found == of_table_.end() ? none : found->second;
}

const std::vector<std::int64_t>& CheckInput::parts_of(std::int64_t oid) const {
  static const std::vector<std::int64_t> none;
  const auto found = parts_.find(oid);
  return found == parts_.end() ? none : found->second;
}

const IndexTotals* CheckInput::index(std::int64_t oid) const {
  const auto found = place_of_.find(oid);
  return found == place_of_.end() ? nullptr : &indexes[found->second];
}

const IndexTotals& CheckInput::root(const IndexTotals& one) const {
  const IndexTotals* top = &one;
  while (top->parent != nullptr) top = &indexes[place_of_.at(top->parent->oid)];
  return *top;
}

const model::ColumnFacts* CheckInput::column(std::int64_t relation, int number) const {
  const auto found = facts.columns.find({relation, number});
  return found == facts.columns.end() ? nullptr : &found->second;
}

const model::ColumnFacts* CheckInput::key_facts(const IndexTotals& one, std::size_t key) const {
  const model::IndexKey& which = shape(one).keys.at(key);
  if (which.column == 0) return column(one.usage->oid, static_cast<int>(key) + 1);
  return column(one.usage->table_oid, which.column);
}

const model::OperatorClass* CheckInput::operator_class(std::int64_t oid) const {
  const auto found = facts.operator_classes.find(oid);
  return found == facts.operator_classes.end() ? nullptr : &found->second;
}

std::string CheckInput::key_text(const IndexTotals& one, std::size_t key) const {
  const model::IndexKey& which = shape(one).keys.at(key);
  if (which.column == 0) return which.expression;
  const model::ColumnFacts* known = column(one.usage->table_oid, which.column);
  return known == nullptr ? "column " + std::to_string(which.column) : known->name;
}

model::TableHealth CheckInput::activity(std::int64_t oid) const {
  const model::TableHealth* own = table(oid);
  if (own == nullptr) return {};
  model::TableHealth sum = *own;
  if (sum.kind == 'p') sum.rows = sum.pages = 0;  // what ANALYZE wrote for the whole is counted by its parts
  for (const std::int64_t part : parts_of(oid)) {
    const model::TableHealth below = activity(part);
    sum.rows += std::max<std::int64_t>(0, below.rows);
    sum.pages += below.pages;
    sum.sequential_scans += below.sequential_scans;
    sum.sequential_rows += below.sequential_rows;
    sum.inserts += below.inserts;
    sum.updates += below.updates;
    sum.deletes += below.deletes;
    sum.hot_updates += below.hot_updates;
    if (below.newpage_updates) sum.newpage_updates = sum.newpage_updates.value_or(0) + *below.newpage_updates;
    sum.live_rows += below.live_rows;
    sum.dead_rows += below.dead_rows;
    sum.modified_rows += below.modified_rows;
  }
  return sum;
}

bool CheckInput::of_extension(std::int64_t oid) const {
  const model::TableHealth* own = table(oid);
  return own != nullptr && !own->extension.empty();
}

bool CheckInput::index_exists(const model::QualifiedName& name) const { return names_.contains(name); }

const config::KeepRule* CheckInput::keep_rule(const model::QualifiedName& object, const std::string& check) const {
  for (const config::KeepRule& rule : settings.keep) {
    if (!rule.checks.empty() && std::find(rule.checks.begin(), rule.checks.end(), check) == rule.checks.end()) continue;
    if (base::matches_pattern(object.name, rule.pattern) || base::matches_pattern(object.text(), rule.pattern))
      return &rule;
  }
  return nullptr;
}

CheckResult about_index(const IndexTotals& index, const std::string& check, const std::string& verdict,
                        const std::string& severity) {
  CheckResult result;
  result.index = index.usage->oid;
  result.table = index.usage->table_oid;
  result.finding.check = check;
  result.finding.verdict = verdict;
  result.finding.severity = severity;
  result.finding.object = index.usage->index.text();
  result.finding.table = index.usage->table.text();
  return result;
}

}  // namespace barqdb::analyze
