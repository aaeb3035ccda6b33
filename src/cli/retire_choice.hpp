// What speaks against dropping certain indexes in one new revision, though each alone might go.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "cli/retire_steps.hpp"

namespace barqdb::cli {

// Complains of every index that goes because another one stays which is to go as well.
void check_keepers(db::Connection& connection, const std::vector<RetiredIndex>& indexes,
                   base::Diagnostics& diagnostics);

// Of these indexes (schema.name) the ones that a revision drops which is not applied yet, each with its id.
std::map<std::string, std::string> pending_drops(db::Connection& connection, Context& context,
                                                 const std::vector<model::QualifiedName>& indexes);

}  // namespace barqdb::cli
