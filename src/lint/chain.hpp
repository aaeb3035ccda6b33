// Revisions of a chain as units of the linter. Pure.
#pragma once

#include "lint/unit.hpp"
#include "model/revision.hpp"

namespace barqdb::lint {

Unit unit_of(const model::Revision& revision, const model::RevisionBody& body);

}  // namespace barqdb::lint
