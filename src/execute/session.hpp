// Prepares the session of a run: timeouts that no role or database default may override, and no standby.
#pragma once

#include <string>
#include <vector>

#include "config/settings.hpp"
#include "db/connection.hpp"

namespace barqdb::execute {

// Sets statement_timeout, lock_timeout and the idle timeouts to 0 and reads them back. Throws Error{refused} on a
// standby, behind a transaction pooler, or when a setting does not stick. With LockMode::lease a transaction pooler is
// accepted when the server's own defaults for this role and database are 0, since nothing can be set behind it: then
// true is returned.
bool prepare_session(db::Connection& connection, config::LockMode mode = config::LockMode::session);
// The settings that could cut a long statement off, or the session between two; not every major has them all.
std::vector<std::string> timeout_names();
// The timeouts alone.
void set_timeouts(db::Connection& connection);
// Before the ledger is written in a transaction in which SQL of the user ran: the ledger is ours to write.
inline constexpr const char* own_session_sql = "RESET SESSION AUTHORIZATION; SET LOCAL statement_timeout = 0";
// What reset_session sends, but for the timeouts.
inline constexpr const char* reset_session_sql = "RESET SESSION AUTHORIZATION; RESET ALL";

// Undoes what the SQL of a revision set for the session (SET search_path, SET ROLE, …), so that the next one begins as
// the first did.
void reset_session(db::Connection& connection);

}  // namespace barqdb::execute
