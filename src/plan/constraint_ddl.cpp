// ALTER TABLE for constraints. Grammar: the ALTER TABLE page of PostgreSQL 13 to 18.
#include "plan/constraint_ddl.hpp"

#include <vector>

#include "base/quote.hpp"
#include "base/text.hpp"
#include "plan/ddl.hpp"

namespace barqdb::plan {
namespace {

using base::quote_identifier;

std::string names(const std::vector<std::string>& columns) {
  std::vector<std::string> quoted;
  for (const std::string& column : columns) quoted.push_back(quote_identifier(column));
  return " (" + base::join(quoted, ", ") + ")";
}

std::string action(const char* event, char code) {
  switch (code) {
    case 'r': return std::string(event) + "RESTRICT";
    case 'c': return std::string(event) + "CASCADE";
    case 'n': return std::string(event) + "SET NULL";
    case 'd': return std::string(event) + "SET DEFAULT";
    default: return "";
  }
}

std::string alter(const model::QualifiedName& table) { return "ALTER TABLE " + table.quoted(); }

}  // namespace

std::string add_constraint_sql(const model::ConstraintDefinition& definition, const model::QualifiedName& table,
                               bool not_valid) {
  std::string sql = alter(table) + " ADD CONSTRAINT " + quote_identifier(definition.name);
  if (definition.is_check()) {
    sql += " CHECK " + parenthesized(definition.check);
  } else {
    sql += " FOREIGN KEY" + names(definition.columns) + " REFERENCES " + definition.references.quoted();
    if (!definition.referenced_columns.empty()) sql += names(definition.referenced_columns);
    if (definition.match == 'f') sql += " MATCH FULL";
    sql += action(" ON DELETE ", definition.on_delete) + action(" ON UPDATE ", definition.on_update);
    if (definition.deferrable) sql += " DEFERRABLE";
    if (definition.initially_deferred) sql += " INITIALLY DEFERRED";
  }
  return sql + (not_valid ? " NOT VALID" : "");
}

std::string validate_constraint_sql(const model::QualifiedName& table, const std::string& constraint) {
  return alter(table) + " VALIDATE CONSTRAINT " + quote_identifier(constraint);
}

std::string drop_constraint_sql(const model::QualifiedName& table, const std::string& constraint) {
  return alter(table) + " DROP CONSTRAINT " + quote_identifier(constraint);
}

std::string add_unique_sql(const model::QualifiedName& table, const std::string& index, bool deferrable,
                           bool initially_deferred) {
  const std::string name = quote_identifier(index);
  return alter(table) + " ADD CONSTRAINT " + name + " UNIQUE USING INDEX " + name + (deferrable ? " DEFERRABLE" : "") +
         (initially_deferred ? " INITIALLY DEFERRED" : "");
}

std::string set_not_null_sql(const model::QualifiedName& table, const std::string& column) {
  return alter(table) + " ALTER COLUMN " + quote_identifier(column) + " SET NOT NULL";
}

std::string drop_not_null_sql(const model::QualifiedName& table, const std::string& column) {
  return alter(table) + " ALTER COLUMN " + quote_identifier(column) + " DROP NOT NULL";
}

model::ConstraintDefinition not_null_check(const model::QualifiedName& table, const std::string& column) {
  model::ConstraintDefinition definition;
  definition.table = table;
  definition.name = model::not_null_check_name(table, column);
  definition.check = quote_identifier(column) + " IS NOT NULL";
  return definition;
}

}  // namespace barqdb::plan
