// Revisions with their bodies, read and checked before anything runs.
#pragma once

#include <string>
#include <vector>

#include "catalog/plan_facts.hpp"
#include "db/connection.hpp"
#include "execute/bounded_read.hpp"
#include "model/revision.hpp"
#include "plan/schema_effects.hpp"
#include "revision/graph.hpp"

namespace barqdb::execute {

struct Pending {
  const model::Revision* revision = nullptr;
  model::RevisionBody body;
};

// Loads the bodies; throws Error{usage} with every complaint at once.
std::vector<Pending> load_pending(const revision::Graph& graph, const std::vector<std::string>& ids,
                                  const std::string& folder);
// plan::check_revisions against the live server; throws Error{usage} with every complaint at once. `connections` are
// those that a backfill may open; 0: no limit.
void check_pending(db::Connection& connection, const std::vector<Pending>& pending, int connections,
                   const ReadBounds& bounds);
// The same without a server: what the text alone can tell.
void check_pending_offline(const std::vector<Pending>& pending);

// The names that a revision's plan will look at. `renames` has followed the SQL of the pending revisions before it, and
// follows this one's.
catalog::PlanNames names_of(const model::RevisionBody& body, plan::ForeseenSchema& renames);
catalog::PlanNames names_of(const model::RevisionBody& body);  // of a revision with nothing pending before it

}  // namespace barqdb::execute
