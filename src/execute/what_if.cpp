// EXPLAIN of remembered statements, twice.
#include "execute/what_if.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "catalog/sql.hpp"
#include "catalog/statements.hpp"
#include "execute/planning_gate.hpp"
#include "execute/sql.hpp"
#include "plan/explain.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::execute {
namespace {

constexpr const char* most_statements = "500";

struct Remembered {
  std::string sql;
  std::string role;
};

std::string missing(db::Connection& connection) {
  const db::Result may = connection.query("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user");
  if (may.rows() == 0 || !may.boolean(0, 0)) return "only a superuser can hide an index inside a transaction";
  if (connection.query("SELECT pg_catalog.pg_is_in_recovery()").boolean(0, 0)) return "a standby is read-only";
  if (connection.query(catalog::sql::statements_state).null(0, 0))
    return "pg_stat_statements is not installed: CREATE EXTENSION pg_stat_statements";
  return "";
}

std::vector<Remembered> read_remembered(db::Connection& connection) {
  connection.query("SAVEPOINT barqdb_path");
  catalog::look_for_statements(connection, connection.query(catalog::sql::statements_state).text(0, 0));
  const db::Result rows = connection.query(sql::what_if_statements, {std::string(most_statements)});
  connection.query("ROLLBACK TO SAVEPOINT barqdb_path");  // the statements need the path as it was
  std::vector<Remembered> out;
  for (std::size_t i = 0; i < rows.rows(); ++i)
    out.push_back({std::string(rows.text(i, 0)), std::string(rows.text(i, 1))});
  return out;
}

std::string joined(const db::Result& rows) {
  std::string out;
  for (std::size_t i = 0; i < rows.rows(); ++i) out += rows.text(i, 0);
  return out;
}

// Before PostgreSQL 16 a statement with parameters can only be planned when it is prepared.
std::string explain_prepared(db::Connection& connection, const std::string& statement) {
  connection.query("PREPARE barqdb_what_if AS " + statement);
  const db::Result parameters = connection.query(
      "SELECT pg_catalog.cardinality(parameter_types) FROM pg_catalog.pg_prepared_statements WHERE name = "
      "'barqdb_what_if'");
  std::string nulls;
  for (std::int64_t i = 0; i < parameters.integer(0, 0); ++i) nulls += nulls.empty() ? "NULL" : ", NULL";
  return joined(
      connection.query("EXPLAIN (FORMAT JSON) EXECUTE barqdb_what_if" + (nulls.empty() ? "" : "(" + nulls + ")")));
}

std::optional<plan::Explained> plan_one(db::Connection& connection, const Remembered& one) {
  connection.query("SAVEPOINT barqdb_what_if");
  std::optional<plan::Explained> out;
  try {
    connection.query("SET LOCAL ROLE " + base::quote_identifier(one.role));
    out = plan::read_explain(connection.server_version() >= 160'000
                                 ? joined(connection.query("EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + one.sql))
                                 : explain_prepared(connection, one.sql));
  } catch (const base::Error&) {
    if (!connection.alive()) throw;
  }
  // Takes the role back, too; a prepared statement outlives it.
  connection.query("ROLLBACK TO SAVEPOINT barqdb_what_if");
  connection.query("DEALLOCATE ALL");
  return out;
}

// A text of several statements would be run, not planned.
bool is_one_statement(const std::string& sql) { return plan::split_statements(sql).size() == 1; }

struct Index {
  std::int64_t oid = 0;
  std::string name;  // all that a plan says of it
};

std::vector<Index> read_names(db::Connection& connection, const std::vector<std::int64_t>& oids) {
  std::vector<Index> out;
  for (const std::int64_t oid : oids) {
    const db::Result name =
        connection.query("SELECT relname FROM pg_catalog.pg_class WHERE oid = $1::oid", {std::to_string(oid)});
    if (name.rows() == 1) out.push_back({oid, std::string(name.text(0, 0))});
  }
  return out;
}

void compare(db::Connection& connection, const Remembered& one, const plan::Explained& with,
             model::WhatIfIndex& index) {
  ++index.using_it;
  const std::optional<plan::Explained> without = plan_one(connection, one);
  if (!without || with.cost <= 0) return;
  const double factor = without->cost / with.cost;
  if (factor < index.worst_factor) return;
  index.worst_factor = factor;
  index.worst_statement = base::one_line(one.sql);
  index.cost_with = with.cost;
  index.cost_without = without->cost;
}

struct Workload {
  std::vector<Remembered> statements;
  std::vector<std::optional<plan::Explained>> plans;  // beside statements
};

// Plans anew what uses one of the indexes, with all of them hidden.
model::WhatIfIndex hide(db::Connection& connection, const std::vector<Index>& indexes, const Workload& workload) {
  model::WhatIfIndex result;
  std::vector<std::string> oids;
  for (const Index& index : indexes) oids.push_back(std::to_string(index.oid));
  connection.query("SAVEPOINT barqdb_hidden");
  connection.query("UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = ANY ($1::oid[])",
                   {db::array_literal(oids)});
  for (std::size_t i = 0; i < workload.statements.size(); ++i) {
    const std::optional<plan::Explained>& plan = workload.plans[i];
    const bool uses = plan && std::any_of(indexes.begin(), indexes.end(), [&](const Index& index) {
                        return std::binary_search(plan->indexes.begin(), plan->indexes.end(), index.name);
                      });
    if (uses) compare(connection, workload.statements[i], *plan, result);
  }
  connection.query("ROLLBACK TO SAVEPOINT barqdb_hidden");
  return result;
}

model::WhatIf try_all(db::Connection& connection, const std::vector<std::int64_t>& oids,
                      const std::vector<std::string>& trusted_roles, bool at_once) {
  model::WhatIf out;
  Workload workload{read_remembered(connection), {}};
  std::erase_if(workload.statements, [](const Remembered& one) { return !is_one_statement(one.sql); });
  const plan::PlanningGate gate = read_planning_gate(connection, trusted_roles);
  for (const Remembered& one : workload.statements) {
    const std::string refusal = gate.refusal(one.sql);
    if (!refusal.empty()) ++out.refused[refusal];
    workload.plans.push_back(refusal.empty() ? plan_one(connection, one) : std::nullopt);
    ++(workload.plans.back() ? out.planned : out.not_planned);
  }
  const std::vector<Index> indexes = read_names(connection, oids);
  if (at_once) out.together = hide(connection, indexes, workload);
  for (std::size_t i = 0; i < indexes.size() && !at_once; ++i)
    out.indexes[indexes[i].oid] = hide(connection, {indexes[i]}, workload);
  if (workload.statements.empty()) out.problem = "pg_stat_statements remembers no statement of this database";
  return out;
}

model::WhatIf ask(db::Connection& connection, const std::vector<std::int64_t>& indexes,
                  const std::vector<std::string>& trusted_roles, bool at_once) {
  model::WhatIf out;
  out.problem = missing(connection);
  if (!out.problem.empty() || indexes.empty()) return out;
  connection.query("BEGIN");
  try {
    connection.query(
        "SET LOCAL track_counts = off; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '10s';"
        "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL max_parallel_workers_per_gather = 0");
    out = try_all(connection, indexes, trusted_roles, at_once);
  } catch (const base::Error& error) {
    if (!connection.alive()) throw;
    out = {};
    out.problem = error.message;
  }
  connection.query("ROLLBACK");
  connection.query("DEALLOCATE ALL");
  return out;
}

}  // namespace

model::WhatIf try_without(db::Connection& connection, const std::vector<std::int64_t>& indexes,
                          const std::vector<std::string>& trusted_roles) {
  return ask(connection, indexes, trusted_roles, false);
}

model::WhatIf try_without_all(db::Connection& connection, const std::vector<std::int64_t>& indexes,
                              const std::vector<std::string>& trusted_roles) {
  return ask(connection, indexes, trusted_roles, true);
}

}  // namespace barqdb::execute
