// Following plans and SQL.
#include "execute/foresight.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "plan/ddl.hpp"
#include "plan/wanted_indexes.hpp"

namespace barqdb::execute {
namespace {

using model::Intent;
using model::Operation;

const model::IndexDefinition* definition_of(const Pending& one, const Operation& operation) {
  const model::Step& step = one.body.steps.at(static_cast<std::size_t>(operation.step) - 1);
  for (const model::IndexDefinition* definition : model::definitions_of(step))
    if (operation.renamed_later || definition->name == operation.object.name) return definition;
  return nullptr;
}

model::QualifiedName in_schema(const model::QualifiedName& name, const model::Catalog& catalog) {
  return {name.schema.empty() ? catalog.current_schema : name.schema, name.name};
}

}  // namespace

const std::pair<std::string, plan::IndexTouches>* Foresight::toucher(const model::QualifiedName& name) const {
  const auto found =
      std::find_if(by_sql_.rbegin(), by_sql_.rend(), [&](const auto& one) { return one.second.find(name) != nullptr; });
  return found == by_sql_.rend() ? nullptr : &*found;
}

// The entry of one index that the plan asks for.
void Foresight::settle(model::Catalog& catalog, const std::string& key, const model::QualifiedName& name,
                       const model::QualifiedName& table) const {
  if (const auto found = made_.find(name.text()); found != made_.end()) {
    catalog.indexes[key] = found->second.facts;
    return;
  }
  const auto* touched = toucher(name);
  if (touched == nullptr) return;
  const plan::IndexTouch& touch = *touched->second.find(name);
  if (!touch.made) {
    catalog.indexes.erase(key);
  } else if (!touch.only_if_missing || !catalog.indexes.contains(key)) {
    model::IndexFacts facts;
    facts.name = name;
    facts.table = table.name.empty() ? in_schema(touch.table, catalog) : table;
    facts.valid = facts.ready = true;
    facts.definition = "as the SQL of revision " + touched->first + " makes it";
    catalog.indexes[key] = facts;
  }
}

void Foresight::apply(model::Catalog& catalog, const catalog::PlanNames& names) const {
  std::erase_if(catalog.indexes, [&](const auto& entry) {
    const model::IndexFacts& facts = entry.second;
    return gone_.contains(facts.name.text()) ||
           std::any_of(by_sql_.begin(), by_sql_.end(), [&](const auto& one) { return one.second.drops(facts.table); });
  });
  if (!by_sql_.empty()) {  // foreign keys may be gone by then
    for (auto& [key, facts] : catalog.indexes) facts.referenced_by.clear();
  }
  std::erase_if(catalog.constraints, [&](const auto& entry) {
    const model::QualifiedName name{entry.second.table.schema, entry.second.name};
    const auto* touched = toucher(name);
    return touched != nullptr && !touched->second.find(name)->made;
  });
  for (const auto& [table, index] : names.indexes_to_create) {
    const model::QualifiedName name = catalog::index_name(catalog, table, index);
    const auto facts = catalog.tables.find(table.text());
    const model::QualifiedName full = facts == catalog.tables.end() ? in_schema(table, catalog) : facts->second.name;
    // An index of a table that will have another name by then.
    if (const auto known = catalog.indexes.find(name.text()); known != catalog.indexes.end()) {
      const auto origin = names.renamed.find(table);
      if (origin != names.renamed.end() && known->second.table == in_schema(origin->second, catalog))
        known->second.table = full;
    }
    settle(catalog, name.text(), name, full);
  }
  for (const model::QualifiedName& index : names.indexes_to_drop)
    settle(catalog, index.text(), in_schema(index, catalog), {});
}

void Foresight::answer(std::map<std::string, plan::Comparison>& comparisons, const Pending& one,
                       const model::Catalog& catalog) const {
  for (const model::Step& step : one.body.steps) {
    for (const model::IndexDefinition* definition : model::definitions_of(step)) {
      const model::QualifiedName name = catalog::index_name(catalog, definition->table, definition->name);
      const std::string wanted = plan::create_index_sql(*definition);
      const auto found = catalog.indexes.find(name.text());
      if (found == catalog.indexes.end()) continue;
      if (const auto made = made_.find(name.text()); made != made_.end()) {
        const bool same = direction_ == model::Direction::down || made->second.hash == base::sha256_hex(wanted);
        comparisons[name.text()] = {same, wanted, made->second.facts.definition, ""};
      } else if (const auto* touched = toucher(name); touched != nullptr && touched->second.find(name)->made) {
        // Nobody knows; a replacement stands for another definition, everything else for the one that is wanted.
        const bool replaces =
            direction_ == model::Direction::up && std::holds_alternative<model::ReplaceIndexStep>(step);
        comparisons[name.text()] = {!replaces, wanted, found->second.definition, ""};
      }
    }
  }
}

void Foresight::name_unforeseen(const Pending& one, const model::Catalog& catalog,
                                base::Diagnostics& diagnostics) const {
  if (direction_ == model::Direction::down) return;  // a way back needs no definition of what it removes
  const auto check = [&](const model::QualifiedName& name, const char* verb, const base::Place& place) {
    if (made_.contains(name.text())) return;
    const auto* touched = toucher(name);
    std::string by = touched != nullptr && touched->second.find(name)->made ? touched->first : "";
    const bool there = std::any_of(catalog.indexes.begin(), catalog.indexes.end(),
                                   [&](const auto& entry) { return entry.second.name == name; });
    if (by.empty() && touched == nullptr && !there && std::string_view(verb) != "creates") by = hidden_by_;
    if (by.empty()) return;
    diagnostics.add("revision " + one.revision->id + " " + verb + " index " + name.text() + ", which SQL of revision " +
                        by + " may make: what stands there is known when that has run",
                    "make the script in parts: up to " + by + " first, and what follows when that was run", place);
  };
  for (const model::Step& step : one.body.steps) {
    if (const auto* drop = std::get_if<model::DropIndexStep>(&step))
      check(in_schema(drop->index, catalog), "drops", drop->place);
    const bool replaces = std::holds_alternative<model::ReplaceIndexStep>(step);
    for (const model::IndexDefinition* definition : model::definitions_of(step))
      check(catalog::index_name(catalog, definition->table, definition->name), replaces ? "replaces" : "creates",
            definition->place);
  }
}

void Foresight::remove(const model::QualifiedName& index) {
  made_.erase(index.text());
  gone_.insert(index.text());
  for (auto& one : by_sql_) one.second.forget(index);
}

void Foresight::create(const Pending& one, const Operation& operation) {
  remove(operation.object);
  gone_.erase(operation.object.text());
  Made made;
  made.hash = operation.hash;
  made.facts.name = operation.object;
  made.facts.table = operation.table;
  made.facts.table_bytes = operation.table_bytes;
  made.facts.valid = made.facts.ready = true;
  made.facts.definition = plan::not_concurrently(operation.sql);
  const model::IndexDefinition* definition =
      direction_ == model::Direction::up ? definition_of(one, operation) : nullptr;
  if (definition != nullptr) {
    made.facts.definition =
        plan::create_index_sql(*definition, {.only = definition->only, .table = operation.table, .name = ""});
    made.facts.comment = definition->comment;
    for (std::size_t i = 0; i < definition->columns.size(); ++i) {
      if (definition->columns[i].statistics >= 0)
        made.facts.statistics.emplace_back(static_cast<int>(i) + 1, definition->columns[i].statistics);
    }
  }
  made_[operation.object.text()] = made;
}

// The new index, built under the name `fresh`, takes name, constraint and marks of the old one.
void Foresight::replace(const Operation& operation, const model::Catalog& catalog, const std::string& fresh) {
  const auto built = made_.find(fresh);
  const auto old = catalog.indexes.find(operation.object.text());
  if (built == made_.end() || old == catalog.indexes.end()) return;
  Made made = built->second;
  const model::IndexFacts& replaced = old->second;
  made.facts.name = operation.object;
  made.facts.constraint = replaced.constraint;
  made.facts.constraint_kind = replaced.constraint_kind;
  made.facts.constraint_deferrable = replaced.constraint_deferrable;
  made.facts.constraint_deferred = replaced.constraint_deferred;
  made.facts.clustered = replaced.clustered;
  made.facts.replica_identity = replaced.replica_identity;
  remove(model::QualifiedName{operation.object.schema, built->second.facts.name.name});
  remove(operation.object);
  gone_.erase(operation.object.text());
  made_[operation.object.text()] = made;
}

void Foresight::constrain(const Pending& one, const Operation& operation) {
  const auto* unique =
      std::get_if<model::AddUniqueStep>(&one.body.steps.at(static_cast<std::size_t>(operation.step) - 1));
  if (unique == nullptr) return;
  const model::QualifiedName index{operation.table.schema, unique->definition.name};
  if (operation.intent == Intent::drop_constraint) return remove(index);
  const auto made = made_.find(index.text());
  if (made == made_.end()) return;
  made->second.facts.constraint = index.name;
  made->second.facts.constraint_kind = 'u';
  made->second.facts.constraint_deferrable = unique->deferrable;
  made->second.facts.constraint_deferred = unique->initially_deferred;
}

void Foresight::follow_sql(const Pending& one, const model::Catalog& catalog) {
  plan::IndexTouches touches(catalog.search_path);
  plan::WantedIndexes wanted("public");
  for (const model::Step& step : one.body.steps) {
    const auto* sql = std::get_if<model::SqlStep>(&step);
    if (sql == nullptr) continue;
    const std::string& text = direction_ == model::Direction::up ? sql->up : sql->down.value_or("");
    touches.follow(text);
    plan::apply_index_effects(text, {}, wanted);
  }
  if (!wanted.opaque().empty() && hidden_by_.empty()) hidden_by_ = one.revision->id;
  std::erase_if(made_, [&](const auto& entry) {
    return touches.find(entry.second.facts.name) != nullptr || touches.drops(entry.second.facts.table);
  });
  by_sql_.emplace_back(one.revision->id, std::move(touches));
}

void Foresight::follow(const Pending& one, const model::Plan& plan, const model::Catalog& catalog) {
  follow_sql(one, catalog);
  std::string fresh;
  for (const Operation& operation : plan.operations) {
    if (!operation.sends()) continue;  // what is kept, or was not there, stays as it is
    if (operation.intent == Intent::drop_index) remove(operation.object);
    if (operation.intent == Intent::create_index) create(one, operation);
    if (operation.renamed_later) fresh = operation.object.text();
    if (operation.intent == Intent::replace_index) replace(operation, catalog, fresh);
    if (operation.intent == Intent::add_constraint || operation.intent == Intent::drop_constraint)
      constrain(one, operation);
  }
}

}  // namespace barqdb::execute
