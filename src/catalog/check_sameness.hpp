// A check constraint as the server prints it, to compare it with one that exists.
#pragma once

#include <string>

#include "db/connection.hpp"
#include "model/name.hpp"

namespace barqdb::catalog {

// Adds the constraint to an empty temporary clone of `table`, in a transaction that is rolled back. `add` is the
// statement for a table of the name clone_name(table), `constraint` its name in there. Throws the server's Error when
// it refuses. Must not be called inside a transaction.
std::string read_printed_check(db::Connection& connection, const model::QualifiedName& table, const std::string& add,
                               const std::string& constraint, base::Milliseconds lock_timeout = {});

}  // namespace barqdb::catalog
