// Parameters from statistics, then EXPLAIN EXECUTE of a custom plan.
#include "execute/statement_plans.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "catalog/sql.hpp"
#include "execute/planning_gate.hpp"
#include "execute/uncounted.hpp"
#include "plan/explain.hpp"
#include "plan/parameter_columns.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::execute {
namespace {

using model::StatementPlan;
using plan::ColumnUse;

bool can_be_planned(const std::string& query) {
  const std::string kind = plan::statement_kind(query);
  return kind == "SelectStmt" || kind == "InsertStmt" || kind == "UpdateStmt" || kind == "DeleteStmt" ||
         kind == "MergeStmt";
}

// For a parameter that is compared with no column, or with one that has no statistics.
std::string value_of_type(std::string_view type) {
  static const std::map<std::string, std::string, std::less<>> values = {
      {"smallint", "1"},
      {"integer", "1"},
      {"bigint", "1"},
      {"numeric", "1"},
      {"real", "1"},
      {"double precision", "1"},
      {"boolean", "true"},
      {"text", "a"},
      {"character varying", "a"},
      {"date", "today"},
      {"timestamp without time zone", "now"},
      {"timestamp with time zone", "now"},
      {"interval", "1 day"},
      {"json", "{}"},
      {"jsonb", "{}"},
      {"uuid", "00000000-0000-0000-0000-000000000000"}};
  const auto found = values.find(type);
  if (found != values.end()) return found->second;
  return type.ends_with("[]") ? "{}" : "";
}

// What the server said of columns and tables, so that it is asked once for each, however many statements name them.
struct Known {
  std::map<std::pair<std::string, std::string>, std::string>
      samples;  // table and column as written → value, "" without
  std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::int64_t>>
      sizes;  // schema, table → rows, pages
};

void read_samples(db::Connection& connection, const std::vector<ColumnUse>& comparisons, Known& known) {
  std::vector<std::string> tables;
  std::vector<std::string> columns;
  for (const ColumnUse& comparison : comparisons) {
    if (comparison.table.empty() || known.samples.contains({comparison.table, comparison.column})) continue;
    tables.push_back(comparison.table);
    columns.push_back(comparison.column);
  }
  if (tables.empty()) return;
  const db::Result result =
      connection.query(catalog::sql::column_samples, {db::array_literal(tables), db::array_literal(columns)});
  for (std::size_t i = 0; i < tables.size(); ++i) known.samples[{tables[i], columns[i]}] = "";
  for (std::size_t row = 0; row < result.rows(); ++row) {
    const auto place = static_cast<std::size_t>(result.integer(row, 0)) - 1;
    known.samples[{tables.at(place), columns.at(place)}] = std::string(result.text(row, 1));
  }
}

std::vector<std::string> parameter_types(db::Connection& connection) {
  const db::Result result = connection.query(
      "SELECT pg_catalog.unnest(parameter_types)::text FROM pg_catalog.pg_prepared_statements WHERE name = "
      "'barqdb_statement'");
  std::vector<std::string> types;
  for (std::size_t row = 0; row < result.rows(); ++row) types.emplace_back(result.text(row, 0));
  return types;
}

// One SQL value a parameter.
std::vector<std::string> choose_values(const std::vector<ColumnUse>& comparisons, const std::vector<std::string>& types,
                                       const Known& known) {
  std::vector<std::string> values;
  for (const std::string& type : types) {
    const std::string plain = value_of_type(type);
    values.push_back(plain.empty() ? "NULL" : base::quote_literal(plain));
  }
  for (const ColumnUse& comparison : comparisons) {
    const auto number = static_cast<std::size_t>(comparison.parameter);
    if (number == 0 || number > values.size()) continue;
    std::string& value = values[number - 1];
    if (comparison.kind == ColumnUse::Kind::limit) value = "50";
    if (comparison.kind == ColumnUse::Kind::offset) value = "0";
    const auto sample = known.samples.find({comparison.table, comparison.column});
    if (sample == known.samples.end() || sample->second.empty()) continue;
    const bool array = types[number - 1].ends_with("[]");
    value = base::quote_literal(array ? db::array_literal({sample->second}) : sample->second);
  }
  return values;
}

// Columns of the table that the statement compares, those with an equality first.
std::vector<std::string> keys_of(const std::string& table, const std::vector<ColumnUse>& comparisons) {
  std::vector<std::string> equal;
  std::vector<std::string> other;
  for (const ColumnUse& comparison : comparisons) {
    if (comparison.column.empty()) continue;
    const std::string name = comparison.table.substr(comparison.table.find('.') + 1);
    if (name != base::quote_identifier(table)) continue;
    const bool first = comparison.kind == ColumnUse::Kind::equality || comparison.kind == ColumnUse::Kind::list;
    if (!first && comparison.kind != ColumnUse::Kind::range) continue;
    std::vector<std::string>& keys = first ? equal : other;
    if (std::find(keys.begin(), keys.end(), comparison.column) == keys.end()) keys.push_back(comparison.column);
  }
  if (!other.empty()) equal.push_back(other.front());  // a second range serves nothing behind the first
  return equal;
}

void read_sizes(db::Connection& connection, const std::vector<plan::Scan>& scans, Known& known) {
  std::vector<std::string> schemas;
  std::vector<std::string> tables;
  for (const plan::Scan& scan : scans) {
    if (!known.sizes.try_emplace({scan.schema, scan.table}).second) continue;
    schemas.push_back(scan.schema);
    tables.push_back(scan.table);
  }
  if (tables.empty()) return;
  const db::Result sizes =
      connection.query(catalog::sql::table_row_estimates, {db::array_literal(schemas), db::array_literal(tables)});
  for (std::size_t row = 0; row < sizes.rows(); ++row)
    known.sizes[{std::string(sizes.text(row, 0)), std::string(sizes.text(row, 1))}] = {sizes.integer(row, 2),
                                                                                       sizes.integer(row, 3)};
}

void plan_one(db::Connection& connection, const model::StatementUsage& statement, Known& known, StatementPlan& out) {
  connection.query("PREPARE barqdb_statement AS " + statement.query);
  const std::vector<ColumnUse> comparisons = plan::comparisons_of(statement.query);
  read_samples(connection, comparisons, known);
  const std::vector<std::string> values = choose_values(comparisons, parameter_types(connection), known);
  const db::Result result = connection.query("EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE barqdb_statement" +
                                             (values.empty() ? std::string() : " (" + base::join(values, ", ") + ")"));
  const plan::Explained explained = plan::read_explain(result.text(0, 0));
  out.cost = explained.cost;
  out.rows = explained.rows;
  read_sizes(connection, explained.scans, known);
  for (const plan::Scan& scan : explained.scans) {
    const auto [rows, pages] = known.sizes.at({scan.schema, scan.table});
    out.scans.push_back({scan.schema + "." + scan.table, scan.index, scan.filter, scan.rows, rows, pages,
                         keys_of(scan.table, comparisons)});
  }
}

}  // namespace

std::vector<StatementPlan> plan_statements(db::Connection& connection,
                                           const std::vector<model::StatementUsage>& statements,
                                           const std::vector<std::string>& trusted_roles,
                                           const std::function<void(std::size_t)>& on_statement) {
  stop_counting(connection);
  connection.query(
      "SET plan_cache_mode = force_custom_plan; SET statement_timeout = '10s'; SET lock_timeout = '200ms'");
  const plan::PlanningGate gate = read_planning_gate(connection, trusted_roles);
  std::vector<StatementPlan> plans;
  Known known;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    base::throw_if_interrupted();
    on_statement(i);
    StatementPlan plan;
    plan.query_id = statements[i].query_id;
    plan.error = can_be_planned(statements[i].query) ? gate.refusal(statements[i].query)
                                                     : "is no SELECT, INSERT, UPDATE, DELETE or MERGE";
    if (!plan.error.empty()) {
      plans.push_back(std::move(plan));
      continue;
    }
    try {
      connection.query("BEGIN READ ONLY");
      plan_one(connection, statements[i], known, plan);
    } catch (const base::Error& error) {
      if (!connection.alive() || error.kind == base::ErrorKind::interrupted) throw;
      plan.error = base::one_line(error.message, 200);
    }
    connection.query("ROLLBACK; DEALLOCATE ALL");
    plans.push_back(std::move(plan));
  }
  return plans;
}

}  // namespace barqdb::execute
