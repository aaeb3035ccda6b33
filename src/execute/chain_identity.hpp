// Whose ledger is this? A run must not go on with the ledger of another project's chain. Pure.
#pragma once

#include <string>

#include "model/ledger.hpp"
#include "revision/graph.hpp"

namespace barqdb::execute {

model::ChainIdentity identity_of(const revision::Graph& graph, const std::string& project);
// How to mark the ledger once it is known to be ours: a profile that names no project leaves the name that is there.
model::ChainIdentity mark_of(const model::Ledger& ledger, const revision::Graph& graph, const std::string& project);

// Why the ledger belongs to another chain; "" when it may well be ours. A project decides where both sides name one;
// else the bases do: one of those that the ledger remembers must be a revision of the chain. Where ids agree by chance
// (001), the applied files must not all be others by name and content.
std::string other_chain(const model::Ledger& ledger, const revision::Graph& graph, const std::string& project);

// Throws Error{refused}.
void check_identity(const model::Ledger& ledger, const revision::Graph& graph, const std::string& project);

}  // namespace barqdb::execute
