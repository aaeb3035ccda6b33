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
  catalog::PlanNames names;
  for (const model::Step& step : body.steps) {
    if (const auto* create = std::get_if<model::CreateIndexStep>(&step)) {
      for (const model::IndexDefinition& definition : create->definitions) {
        names.tables.insert(definition.table);
        names.indexes_to_create.insert({definition.table, definition.name});
      }
    } else if (const auto* replace = std::get_if<model::ReplaceIndexStep>(&step)) {
      const plan::ReplacementNames beside = plan::replacement_names(replace->definition);
      names.tables.insert(replace->definition.table);
      for (const std::string& name : {replace->definition.name, beside.replacement, beside.replaced})
        names.indexes_to_create.insert({replace->definition.table, name});
    } else if (const auto* drop = std::get_if<model::DropIndexStep>(&step)) {
      names.indexes_to_drop.insert(drop->index);
    }
  }
  return names;
}

void check_pending(db::Connection& connection, const std::vector<Pending>& pending) {
  catalog::PlanNames names;
  bool requires_extensions = false;
  for (const Pending& one : pending) {
    names.tables.merge(names_of(one.body).tables);
    for (const model::Step& step : one.body.steps) {
      for (const model::IndexDefinition* definition : model::definitions_of(step))
        requires_extensions |= !definition->requires_extensions.empty();
    }
  }
  const model::Catalog catalog = catalog::read_plan_facts(connection, names);
  plan::Surroundings surroundings;
  surroundings.catalog = &catalog;
  if (catalog.tables.size() < names.tables.size()) surroundings.table_names = catalog::read_table_names(connection);
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
