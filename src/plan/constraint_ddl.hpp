// The DDL of constraints. Names are quoted here; the expression of a check is the user's SQL, as written.
#pragma once

#include <string>

#include "model/constraint_definition.hpp"

namespace barqdb::plan {

// NOT VALID: it holds for rows that are written from now on, and no row is read.
std::string add_constraint_sql(const model::ConstraintDefinition& definition, const model::QualifiedName& table,
                               bool not_valid);
std::string validate_constraint_sql(const model::QualifiedName& table, const std::string& constraint);
std::string drop_constraint_sql(const model::QualifiedName& table, const std::string& constraint);
// Turns a unique index into a constraint of the same name.
std::string add_unique_sql(const model::QualifiedName& table, const std::string& index, bool deferrable,
                           bool initially_deferred);
std::string set_not_null_sql(const model::QualifiedName& table, const std::string& column);
std::string drop_not_null_sql(const model::QualifiedName& table, const std::string& column);
// A check that a column has a value everywhere: once it is validated, SET NOT NULL reads no row.
model::ConstraintDefinition not_null_check(const model::QualifiedName& table, const std::string& column);

}  // namespace barqdb::plan
