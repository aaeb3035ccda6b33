// Where in the user's file the server stopped inside the SQL of a step.
#pragma once

#include "base/error.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

// Of an error of the operation's own statement: the line that the server points at, with its column when the file has
// the SQL as it was sent; else the line of the statement that it stopped at; else the operation's place.
base::Place place_of(const base::Error& error, const model::Operation& operation);

}  // namespace barqdb::execute
