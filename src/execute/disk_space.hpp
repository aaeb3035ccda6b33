// Is there room for an index? Looked at before a build of some size, where it can be known: PostgreSQL itself does not
// tell, but a server behind a local socket shares our file systems.
#pragma once

#include "execute/statement_runner.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// Throws Error{refused} when less is free than the index is expected to take and online.min_free_space together. Where
// it cannot be known nothing is thrown; the reason goes to Listener::detail.
void check_disk_space(StatementRunner& runner, const model::Operation& operation);

}  // namespace barqdb::execute
