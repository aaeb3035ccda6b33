// Loading and checking pending revisions.
#include "execute/pending.hpp"

#include "plan/check.hpp"
#include "plan/replacement.hpp"
#include "revision/reader.hpp"

namespace barqdb::execute {
namespace {

std::vector<plan::PendingRevision> views_of(const std::vector<Pending>& pending) {
  std::vector<plan::PendingRevision> views;
  for (const Pending& one : pending) views.push_back({one.revision, &one.body});
  return views;
}

// What a step names beside the indexes that it defines.
template <typename Step>
void add_names(const Step&, catalog::PlanNames&) {}

void add_names(const model::DropIndexStep& step, catalog::PlanNames& names) {
  names.indexes_to_drop.insert(step.index);
}

void add_names(const model::ReplaceIndexStep& step, catalog::PlanNames& names) {
  const plan::ReplacementNames beside = plan::replacement_names(step.definition);
  for (const std::string& name : {beside.replacement, beside.replaced})
    names.indexes_to_create.insert({step.definition.table, name});
}

void add_names(const model::AddConstraintStep& step, catalog::PlanNames& names) {
  names.tables.insert(step.definition.table);
  if (!step.definition.is_check()) names.tables.insert(step.definition.references);
  names.constraints.insert({step.definition.table, step.definition.name});
}

void add_names(const model::AddUniqueStep& step, catalog::PlanNames& names) {
  names.constraints.insert({step.definition.table, step.definition.name});
}

void add_names(const model::SetNotNullStep& step, catalog::PlanNames& names) {
  names.tables.insert(step.table);
  names.constraints.insert({step.table, model::not_null_check_name(step.table, step.column)});
}

void add_names(const model::BackfillStep& step, catalog::PlanNames& names) { names.tables.insert(step.table); }

// Renames that come later in the revision do not count for the tables of earlier steps.
void add_origins(const plan::ForeseenSchema& renames, catalog::PlanNames& names) {
  const std::set<model::QualifiedName> tables = names.tables;
  for (const model::QualifiedName& table : tables) {
    const model::QualifiedName origin = renames.origin(table);
    if (origin == table || !names.renamed.emplace(table, origin).second) continue;
    names.tables.insert(origin);
  }
}

}  // namespace

std::vector<Pending> load_pending(const revision::Graph& graph, const std::vector<std::string>& ids,
                                  const std::string& folder) {
  base::Diagnostics diagnostics;
  std::vector<Pending> pending;
  for (const std::string& id : ids) {
    const model::Revision& revision = graph.at(id);
    pending.push_back({&revision, revision::load_body(revision, folder, diagnostics)});
  }
  diagnostics.throw_if_any();
  return pending;
}

catalog::PlanNames names_of(const model::RevisionBody& body) {
  plan::ForeseenSchema renames{""};
  return names_of(body, renames);
}

catalog::PlanNames names_of(const model::RevisionBody& body, plan::ForeseenSchema& renames) {
  catalog::PlanNames names;
  for (const model::Step& step : body.steps) {
    if (const auto* sql = std::get_if<model::SqlStep>(&step)) plan::follow_renames(sql->up, renames);
    for (const model::IndexDefinition* definition : model::definitions_of(step)) {
      names.tables.insert(definition->table);
      names.indexes_to_create.insert({definition->table, definition->name});
    }
    std::visit([&](const auto& one) { add_names(one, names); }, step);
    add_origins(renames, names);
  }
  return names;
}

void check_pending(db::Connection& connection, const std::vector<Pending>& pending, int connections,
                   const ReadBounds& bounds) {
  catalog::PlanNames names;
  bool requires_extensions = false;
  plan::ForeseenSchema renames{""};
  for (const Pending& one : pending) {
    names.tables.merge(names_of(one.body, renames).tables);
    for (const model::Step& step : one.body.steps) {
      for (const model::IndexDefinition* definition : model::definitions_of(step))
        requires_extensions |= !definition->requires_extensions.empty();
    }
  }
  const model::Catalog catalog = read_plan_facts(connection, names, bounds);
  plan::Surroundings surroundings;
  surroundings.catalog = &catalog;
  surroundings.connections = connections;
  if (catalog.tables.size() < names.tables.size()) surroundings.table_names = catalog::read_relation_names(connection);
  if (requires_extensions) surroundings.available_extensions = catalog::read_extensions(connection).available;
  surroundings.server_syntax = [&](const std::string& expression) {
    return catalog::read_syntax_error(connection, expression);
  };
  base::Diagnostics diagnostics;
  plan::check_revisions(views_of(pending), surroundings, diagnostics);
  diagnostics.throw_if_any();
}

void check_pending_offline(const std::vector<Pending>& pending) {
  base::Diagnostics diagnostics;
  plan::check_revisions(views_of(pending), {}, diagnostics);
  diagnostics.throw_if_any();
}

}  // namespace barqdb::execute
