// From what was asked to a batch that is ready to run: names, keys and SQL are checked against the server.
#pragma once

#include "batch/work.hpp"
#include "db/connection.hpp"

namespace barqdb::batch {

// Changes nothing. Throws Error{usage} for what the user wrote wrong, with the server's words where it judged.
Work prepare(db::Connection& connection, Spec spec);
// The server's plan of a chunk, as text.
std::string explain(db::Connection& connection, const Work& work, const Key& after, const Key& upto);

}  // namespace barqdb::batch
