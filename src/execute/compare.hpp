// Asks the server about those definitions of a revision whose name is taken already.
#pragma once

#include <map>
#include <string>

#include "db/connection.hpp"
#include "model/catalog.hpp"
#include "model/revision.hpp"
#include "plan/make.hpp"

namespace barqdb::execute {

// By the key of Catalog::indexes. Asks nothing when no name is taken. Throws 55P03 when a weak lock on a table takes
// longer than `lock_timeout` (0: waits).
std::map<std::string, plan::Comparison> compare_definitions(db::Connection& connection, const model::RevisionBody& body,
                                                            const model::Catalog& catalog,
                                                            base::Milliseconds lock_timeout = {});

}  // namespace barqdb::execute
