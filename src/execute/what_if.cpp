// EXPLAIN of remembered statements, twice.
#include "execute/what_if.hpp"

#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "execute/sql.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::execute {
namespace {

constexpr const char* most_statements = "500";

struct Remembered {
  std::string sql;
  std::string role;
};

// The text of a plan and its whole cost.
struct Planned {
  std::string text;
  double cost = 0;
};

std::string missing(db::Connection& connection) {
  const db::Result may = connection.query("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user");
  if (may.rows() == 0 || !may.boolean(0, 0)) return "only a superuser can hide an index inside a transaction";
  if (connection.query("SELECT pg_catalog.pg_is_in_recovery()").boolean(0, 0)) return "a standby is read-only";
  const db::Result installed =
      connection.query("SELECT FROM pg_catalog.pg_extension WHERE extname = 'pg_stat_statements'");
  if (installed.rows() == 0) return "pg_stat_statements is not installed: CREATE EXTENSION pg_stat_statements";
  return "";
}

std::vector<Remembered> read_remembered(db::Connection& connection) {
  // The view may live in a schema that is not on the path; the statements need the path as it is.
  connection.query(
      "SELECT pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', "
      "nullif(pg_catalog.current_setting('search_path'), ''), "
      "pg_catalog.quote_ident(n.nspname)), true) FROM pg_catalog.pg_extension AS e "
      "JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'");
  const db::Result rows = connection.query(sql::what_if_statements, {std::string(most_statements)});
  std::vector<Remembered> out;
  for (std::size_t i = 0; i < rows.rows(); ++i)
    out.push_back({std::string(rows.text(i, 0)), std::string(rows.text(i, 1))});
  return out;
}

// "Total Cost": 12.34 — the first one is that of the whole plan.
double cost_of(std::string_view json) {
  constexpr std::string_view key = "\"Total Cost\": ";
  const std::size_t at = json.find(key);
  return at == std::string_view::npos ? 0 : std::stod(std::string(json.substr(at + key.size(), 30)));
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

std::optional<Planned> plan_one(db::Connection& connection, const Remembered& one) {
  connection.query("SAVEPOINT barqdb_what_if");
  std::optional<Planned> out;
  try {
    connection.query("SET LOCAL ROLE " + base::quote_identifier(one.role));
    const std::string text = connection.server_version() >= 160'000
                                 ? joined(connection.query("EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + one.sql))
                                 : explain_prepared(connection, one.sql);
    out = Planned{text, cost_of(text)};
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
  std::string mark;  // "Index Name": "x"
};

std::vector<Index> read_names(db::Connection& connection, const std::vector<std::int64_t>& oids) {
  std::vector<Index> out;
  for (const std::int64_t oid : oids) {
    const db::Result name = connection.query(
        "SELECT pg_catalog.to_json(relname::text) FROM pg_catalog.pg_class WHERE oid = $1::oid", {std::to_string(oid)});
    if (name.rows() == 1) out.push_back({oid, "\"Index Name\": " + std::string(name.text(0, 0))});
  }
  return out;
}

void compare(db::Connection& connection, const Remembered& one, const Planned& with, model::WhatIfIndex& index) {
  ++index.using_it;
  const std::optional<Planned> without = plan_one(connection, one);
  if (!without || with.cost <= 0) return;
  const double factor = without->cost / with.cost;
  if (factor < index.worst_factor) return;
  index.worst_factor = factor;
  index.worst_statement = base::one_line(one.sql);
  index.cost_with = with.cost;
  index.cost_without = without->cost;
}

void try_one(db::Connection& connection, const Index& index, const std::vector<Remembered>& statements,
             const std::vector<std::optional<Planned>>& plans, model::WhatIf& out) {
  model::WhatIfIndex& result = out.indexes[index.oid];
  connection.query("SAVEPOINT barqdb_hidden");
  connection.query("UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = $1::oid",
                   {std::to_string(index.oid)});
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (plans[i] && plans[i]->text.find(index.mark) != std::string::npos)
      compare(connection, statements[i], *plans[i], result);
  }
  connection.query("ROLLBACK TO SAVEPOINT barqdb_hidden");
}

model::WhatIf try_all(db::Connection& connection, const std::vector<std::int64_t>& oids) {
  model::WhatIf out;
  std::vector<Remembered> statements = read_remembered(connection);
  std::erase_if(statements, [](const Remembered& one) { return !is_one_statement(one.sql); });
  std::vector<std::optional<Planned>> plans;
  for (const Remembered& one : statements) {
    plans.push_back(plan_one(connection, one));
    ++(plans.back() ? out.planned : out.not_planned);
  }
  for (const Index& index : read_names(connection, oids)) try_one(connection, index, statements, plans, out);
  if (statements.empty()) out.problem = "pg_stat_statements remembers no statement of this database";
  return out;
}

}  // namespace

model::WhatIf try_without(db::Connection& connection, const std::vector<std::int64_t>& indexes) {
  model::WhatIf out;
  out.problem = missing(connection);
  if (!out.problem.empty() || indexes.empty()) return out;
  connection.query("BEGIN");
  try {
    connection.query(
        "SET LOCAL track_counts = off; SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '10s';"
        "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL max_parallel_workers_per_gather = 0");
    out = try_all(connection, indexes);
  } catch (const base::Error& error) {
    if (!connection.alive()) throw;
    out = {};
    out.problem = error.message;
  }
  connection.query("ROLLBACK");
  connection.query("DEALLOCATE ALL");
  return out;
}

}  // namespace barqdb::execute
