// Part by part for foreign keys, by the server's print for expressions.
#include "plan/constraint_difference.hpp"

#include "plan/constraint_ddl.hpp"

namespace barqdb::plan {
namespace {

bool same_foreign_key(const model::ConstraintDefinition& wanted, const model::ConstraintFacts& existing,
                      const PlanInput& input) {
  if (existing.kind != 'f' || existing.peculiar || wanted.columns != existing.columns) return false;
  const auto referenced = input.catalog->tables.find(wanted.references.text());
  if (referenced == input.catalog->tables.end() || referenced->second.name != existing.references) return false;
  // Without columns it means the primary key; that the one that exists refers to another key is left to the user.
  if (!wanted.referenced_columns.empty() && wanted.referenced_columns != existing.referenced_columns) return false;
  return wanted.on_delete == existing.on_delete && wanted.on_update == existing.on_update &&
         wanted.match == existing.match && wanted.deferrable == existing.deferrable &&
         wanted.initially_deferred == existing.deferred;
}

std::string message(const model::ConstraintFacts& existing, const std::string& wanted) {
  return "constraint " + existing.table.text() + "." + existing.name +
         " already exists with another definition\n  exists: " + existing.definition + "\n  wanted: " + wanted;
}

}  // namespace

std::string difference(const model::ConstraintDefinition& wanted, const model::ConstraintFacts& existing,
                       const PlanInput& input) {
  const std::string sql = add_constraint_sql(wanted, existing.table, false);
  if (!wanted.is_check()) return same_foreign_key(wanted, existing, input) ? "" : message(existing, sql);
  const auto comparison = input.comparisons.find(existing.table.text() + "." + existing.name);
  if (existing.kind == 'c' && comparison != input.comparisons.end()) {
    if (comparison->second.same) return "";
    return message(existing, comparison->second.error.empty() ? comparison->second.wanted
                                                              : "the server refuses it: " + comparison->second.error);
  }
  return message(existing, sql);
}

std::string difference(const model::AddUniqueStep& wanted, const model::ConstraintFacts& existing,
                       const PlanInput& input) {
  const auto comparison = input.comparisons.find(existing.table.schema + "." + existing.name);
  const bool same = existing.kind == 'u' && comparison != input.comparisons.end() && comparison->second.same &&
                    wanted.deferrable == existing.deferrable && wanted.initially_deferred == existing.deferred;
  if (same) return "";
  std::string sql = comparison != input.comparisons.end() ? comparison->second.wanted : "UNIQUE";
  if (wanted.deferrable) sql += " DEFERRABLE";
  if (wanted.initially_deferred) sql += " INITIALLY DEFERRED";
  return message(existing, sql);
}

}  // namespace barqdb::plan
