// The indexes of a chain while its steps are followed.
#include "plan/wanted_indexes.hpp"

#include <algorithm>
#include <utility>

#include "plan/wanted_index_words.hpp"

namespace barqdb::plan {
namespace {

WantedIndex wanted_of(const model::IndexDefinition& definition, const WantedIndexes& wanted) {
  WantedIndex index;
  index.table = wanted.full(definition.table);
  index.name = definition.name;
  index.definition = definition;
  index.unique = definition.unique;
  index.only = definition.only;
  index.revision = wanted.revision();
  index.place = definition.place;
  return index;
}

// Steps that have nothing to do with indexes.
template <typename Step>
void follow_step(const Step&, WantedIndexes&) {}

void follow_step(const model::SqlStep& step, WantedIndexes& wanted) {
  apply_index_effects(step.up, step.up_place, wanted);
}

void follow_step(const model::CreateIndexStep& step, WantedIndexes& wanted) {
  for (const model::IndexDefinition& definition : step.definitions) wanted.add(wanted_of(definition, wanted));
}

void follow_step(const model::DropIndexStep& step, WantedIndexes& wanted) { wanted.remove(step.index); }

void follow_step(const model::ReplaceIndexStep& step, WantedIndexes& wanted) {
  wanted.add(wanted_of(step.definition, wanted));
}

void follow_step(const model::AddUniqueStep& step, WantedIndexes& wanted) {
  WantedIndex index = wanted_of(step.definition, wanted);
  index.of_constraint = true;
  wanted.add(std::move(index));
}

}  // namespace

model::QualifiedName WantedIndexes::full(const model::QualifiedName& name) const {
  return {name.schema.empty() ? schema_ : name.schema, name.name};
}

void WantedIndexes::begin_revision(const std::string& id) {
  revision_ = id;
  set_search_path({});  // what SQL sets for the session ends with its revision
}

void WantedIndexes::set_search_path(std::vector<std::string> schemas) {
  const auto first = std::find_if(schemas.begin(), schemas.end(),
                                  [](const std::string& one) { return !one.empty() && one != "$user"; });
  schema_ = first == schemas.end() ? home_ : *first;
  search_path_ = std::move(schemas);
}

WantedIndex* WantedIndexes::find(const model::QualifiedName& index) {
  WantedIndex* elsewhere = nullptr;
  for (WantedIndex& one : indexes_) {
    if (one.name != index.name || one.name.empty()) continue;
    if (one.table.schema == (index.schema.empty() ? schema_ : index.schema)) return &one;
    if (index.schema.empty()) elsewhere = &one;  // found by the search_path
  }
  return elsewhere;
}

void WantedIndexes::add(WantedIndex index) {
  std::erase_if(indexes_, [&](const WantedIndex& one) {
    return !index.name.empty() && one.name == index.name && one.table.schema == index.table.schema;
  });
  index.search_path = search_path_;
  indexes_.push_back(std::move(index));
}

// The parts of a partitioned index go with it.
void WantedIndexes::remove(const model::QualifiedName& index) {
  const WantedIndex* found = find(index);
  if (found == nullptr) return;
  const model::QualifiedName gone = found->qualified_name();
  indexes_.erase(indexes_.begin() + (found - indexes_.data()));
  std::vector<model::QualifiedName> parts;
  for (const WantedIndex& one : indexes_) {
    if (is_part_of(one, gone)) parts.push_back(one.qualified_name());
  }
  for (const model::QualifiedName& part : parts) remove(part);
}

bool WantedIndexes::is_part_of(const WantedIndex& one, const model::QualifiedName& index) const {
  if (one.definition && !one.definition->part_of.name.empty()) {
    const model::QualifiedName& above = one.definition->part_of;
    return above.name == index.name && (above.schema.empty() || above.schema == index.schema);
  }
  const auto attached = partitions_.find(one.qualified_name());
  return !one.name.empty() && attached != partitions_.end() && attached->second == index;
}

void WantedIndexes::rename(const model::QualifiedName& index, const std::string& name) {
  WantedIndex* found = find(index);
  if (found == nullptr) return;
  const model::QualifiedName old = found->qualified_name();
  for (WantedIndex& one : indexes_) {
    if (one.definition && is_part_of(one, old)) one.definition->part_of.name = name;
  }
  rename_partition(old, {old.schema, name});
  found->name = name;
  if (found->definition) found->definition->name = name;
}

void WantedIndexes::alter(const model::QualifiedName& index) {
  if (WantedIndex* found = find(index)) found->altered = true;
}

void WantedIndexes::put_under_constraint(const model::QualifiedName& table, const std::string& index,
                                         const std::string& constraint) {
  WantedIndex* found = find({full(table).schema, index});
  if (found == nullptr) return;
  found->of_constraint = true;
  if (!constraint.empty()) rename({full(table).schema, index}, constraint);
}

void WantedIndexes::add_partition(const model::QualifiedName& table, const model::QualifiedName& parent) {
  partitions_[full(table)] = full(parent);
}

void WantedIndexes::rename_partition(const model::QualifiedName& from, const model::QualifiedName& to) {
  if (auto node = partitions_.extract(from)) {
    node.key() = to;
    partitions_.insert(std::move(node));
  }
  for (auto& [part, parent] : partitions_) {
    if (parent == from) parent = to;
  }
}

void WantedIndexes::rename_table(const model::QualifiedName& from, const model::QualifiedName& to) {
  const model::QualifiedName old = full(from), now = full(to);
  for (WantedIndex& index : indexes_) {
    if (index.table != old) continue;
    index.table = now;
    if (index.definition) index.definition->table = now;
    if (old.name != now.name && names_table(index, old.name)) index.altered = true;
  }
  if (open_tables_.erase(old) > 0) open_tables_.insert(now);
  rename_partition(old, now);
}

void WantedIndexes::remove_table(const model::QualifiedName& table) {
  const model::QualifiedName gone = full(table);
  std::erase_if(indexes_, [&](const WantedIndex& index) { return index.table == gone; });
  open_tables_.erase(gone);
  partitions_.erase(gone);
  std::vector<model::QualifiedName> parts;
  for (const auto& [part, parent] : partitions_) {
    if (parent == gone) parts.push_back(part);
  }
  for (const model::QualifiedName& part : parts) remove_table(part);
}

void WantedIndexes::rename_column(const model::QualifiedName& table, const std::string& from, const std::string& to) {
  for (WantedIndex& index : indexes_) {
    if (index.table != full(table) || !uses_column(index, from)) continue;
    if (!index.definition || !rename_column_in(*index.definition, from, to)) index.altered = true;
  }
}

void WantedIndexes::remove_column(const model::QualifiedName& table, const std::string& column) {
  std::erase_if(indexes_,
                [&](const WantedIndex& index) { return index.table == full(table) && uses_column(index, column); });
}

void WantedIndexes::rename_schema(const std::string& from, const std::string& to) {
  std::set<model::QualifiedName> tables = open_tables_;
  for (const WantedIndex& index : indexes_) tables.insert(index.table);
  for (const auto& [part, parent] : partitions_) tables.insert(part);
  for (const model::QualifiedName& table : tables) {
    if (table.schema == from) rename_table(table, {to, table.name});
  }
}

void WantedIndexes::remove_schema(const std::string& schema) {
  std::erase_if(indexes_, [&](const WantedIndex& index) { return index.table.schema == schema; });
}

void follow(const PendingRevision& revision, WantedIndexes& wanted) {
  wanted.begin_revision(revision.revision->id);
  for (const model::Step& step : revision.body->steps) {
    std::visit([&](const auto& one) { follow_step(one, wanted); }, step);
  }
}

}  // namespace barqdb::plan
