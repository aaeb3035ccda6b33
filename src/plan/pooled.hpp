// What a plan may not do where a transaction pooler stands before the server. Pure.
#pragma once

#include "model/plan.hpp"

namespace barqdb::plan {

// Statements outside a transaction that leave something on the pooler's connection, which belongs to everybody:
// settings, prepared statements, listeners, temporary tables. Throws Error{refused} that names all of them.
void check_pooled(const model::Plan& plan);

}  // namespace barqdb::plan
