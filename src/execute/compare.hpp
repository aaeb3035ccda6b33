// Asks the server about those definitions of a revision whose name is taken already.
#pragma once

#include <map>
#include <string>

#include "db/connection.hpp"
#include "model/catalog.hpp"
#include "model/revision.hpp"
#include "plan/make.hpp"

namespace barqdb::execute {

// By the key of Catalog::indexes. Asks nothing when no name is taken.
std::map<std::string, plan::Comparison> compare_definitions(db::Connection& connection, const model::RevisionBody& body,
                                                            const model::Catalog& catalog);

}  // namespace barqdb::execute
