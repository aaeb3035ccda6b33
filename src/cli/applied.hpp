// What the ledger of the database knows as applied, for commands that otherwise read files only.
#pragma once

#include "cli/context.hpp"

namespace barqdb::cli {

// Connects. Ids that the chain does not know are included.
revision::IdSet read_applied(Context& context);

}  // namespace barqdb::cli
