// Checks of what was asked for a walk, before it begins. All throw Error{usage} with what to write instead.
#pragma once

#include "batch/work.hpp"
#include "db/connection.hpp"

namespace barqdb::batch {

void check_where(db::Connection& connection, const Work& work);
// Assignments to columns that exist and can be written, and by which the rows are not walked. Sets `assigned`.
void check_set(Work& work);
// Sets `set` and `where` by the column that says that a row is deleted: named, or one that usually does.
void make_soft_delete(Work& work);
// One statement with a placeholder.
void check_statement(const Work& work);
// A row whose key the statement itself changes could come before the cursor again.
void check_statement_key(const Work& work);
// Throws Error{refused} as well: by ctid a row's new version may lie where the walk has not been yet.
void check_ctid(const Work& work);

}  // namespace barqdb::batch
