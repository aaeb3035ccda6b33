// The difference between a wanted state of the indexes and the database at the head of its chain, as steps.
#pragma once

#include <string>
#include <vector>

#include "config/settings.hpp"
#include "db/connection.hpp"
#include "model/inspected_index.hpp"
#include "plan/index_difference.hpp"
#include "revision/graph.hpp"

namespace barqdb::execute {

// The state of a database, for either side, every part of a partitioned index by itself. `full_names`: its definitions
// are for a session to which a name without a schema may mean something else.
std::vector<model::InspectedIndex> read_state(db::Connection& connection, bool full_names);

// The wanted state from definitions: names get the schemas that the live database has for them. Throws Error{usage}
// with every table that it does not have.
std::vector<model::InspectedIndex> wanted_state(db::Connection& live,
                                                const std::vector<model::IndexDefinition>& definitions);

struct Generated {
  plan::Difference difference;
  std::vector<std::string> left_out;  // sentences: what is not in the steps, and why
};

// Throws Error{refused} when the database is not at the one head of the chain, or an index is invalid.
Generated autogenerate(db::Connection& live, const revision::Graph& graph, const std::string& folder,
                       const config::CheckSettings& check, std::vector<model::InspectedIndex> wanted);

}  // namespace barqdb::execute
