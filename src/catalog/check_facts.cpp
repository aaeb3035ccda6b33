// Tables, foreign keys, operator classes, policies, builds, and what else the server knows that verdicts depend on.
#include "catalog/check_facts.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "catalog/catalog_text.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

model::TableHealth read_table(const db::Result& result, std::size_t row) {
  model::TableHealth table;
  table.oid = result.integer(row, 0);
  table.parent = optional_integer(result, row, 1);
  table.kind = result.text(row, 2).front();
  table.name = {std::string(result.text(row, 3)), std::string(result.text(row, 4))};
  table.rows = result.integer(row, 5);
  table.pages = result.integer(row, 6);
  table.row_security = result.boolean(row, 7);
  table.row_security_forced = result.boolean(row, 8);
  table.sequential_scans = result.integer(row, 9);
  table.sequential_rows = result.integer(row, 10);
  table.inserts = result.integer(row, 11);
  table.updates = result.integer(row, 12);
  table.deletes = result.integer(row, 13);
  table.hot_updates = result.integer(row, 14);
  table.live_rows = result.integer(row, 15);
  table.dead_rows = result.integer(row, 16);
  table.modified_rows = result.integer(row, 17);
  table.options = read_options(result.text(row, 18));
  table.age = result.integer(row, 19);
  table.extension = result.text(row, 20);
  return table;
}

// Rows that came in the session of ANALYZE just before it are counted as modified after it. Where nothing but inserts
// ever happened, the size tells: rows that came later made the table longer.
void read_pages_of_grown(db::Connection& connection, model::CheckFacts& facts) {
  std::vector<std::string> oids;
  for (const auto& [oid, table] : facts.tables) {
    const bool only_inserts = table.inserts > 0 && table.updates == 0 && table.deletes == 0;
    if (only_inserts && table.modified_rows > 0 && table.rows > 0 && table.kind != 'p' && table.kind != 'f')
      oids.push_back(std::to_string(oid));
  }
  if (oids.empty()) return;
  const db::Result result = connection.query(sql::table_pages, {db::array_literal(oids)});
  for (std::size_t row = 0; row < result.rows(); ++row)
    facts.tables.at(result.integer(row, 0)).pages_now = optional_integer(result, row, 1);
}

void read_tables(db::Connection& connection, model::CheckFacts& facts) {
  const db::Result result = connection.query(sql::table_health);
  facts.tables.reserve(result.rows());
  for (std::size_t row = 0; row < result.rows(); ++row) {
    model::TableHealth table = read_table(result, row);
    facts.tables.emplace(table.oid, std::move(table));
  }
  read_pages_of_grown(connection, facts);
  if (connection.server_version() < 160'000) return;
  const db::Result newpage = connection.query(sql::newpage_updates_16);
  for (std::size_t row = 0; row < newpage.rows(); ++row) {
    const auto found = facts.tables.find(newpage.integer(row, 0));
    if (found != facts.tables.end()) found->second.newpage_updates = newpage.integer(row, 1);
  }
}

void read_foreign_keys(db::Connection& connection, model::CheckFacts& facts) {
  const db::Result result = connection.query(sql::foreign_keys);
  for (std::size_t row = 0; row < result.rows(); ++row) {
    model::ForeignKey key;
    key.oid = result.integer(row, 0);
    key.name = result.text(row, 1);
    key.table = result.integer(row, 2);
    key.referenced = result.integer(row, 3);
    key.referenced_name = {std::string(result.text(row, 4)), std::string(result.text(row, 5))};
    for (const std::int64_t column : read_numbers(result.text(row, 6))) key.columns.push_back(static_cast<int>(column));
    key.operators = read_numbers(result.text(row, 7));
    for (const std::string_view name : base::split(result.text(row, 8), '\x1f')) key.column_names.emplace_back(name);
    key.on_delete = result.text(row, 9).front();
    key.on_update = result.text(row, 10).front();
    for (const std::string_view type : base::split(result.text(row, 11), '\x1f')) key.casts.emplace_back(type);
    key.of_periods = result.boolean(row, 12);
    facts.foreign_keys.push_back(std::move(key));
  }
  const db::Result operators = connection.query(sql::family_operators);
  for (std::size_t row = 0; row < operators.rows(); ++row) {
    facts.family_operators.emplace(operators.integer(row, 0), operators.integer(row, 1));
  }
}

void read_operator_classes(db::Connection& connection, model::CheckFacts& facts) {
  const db::Result result = connection.query(sql::operator_classes);
  for (std::size_t row = 0; row < result.rows(); ++row) {
    model::OperatorClass one;
    one.family = result.integer(row, 1);
    one.method = result.text(row, 2);
    one.name = result.text(row, 3);
    one.is_default = result.boolean(row, 4);
    one.type = result.text(row, 5);
    one.leakproof = result.boolean(row, 6);
    one.equal_image_with = result.text(row, 7);
    facts.operator_classes.emplace(result.integer(row, 0), std::move(one));
  }
}

void read_policies(db::Connection& connection, model::CheckFacts& facts) {
  const db::Result result = connection.query(sql::policies);
  for (std::size_t row = 0; row < result.rows(); ++row) {
    std::set<int>& columns = facts.policy_columns[result.integer(row, 0)];
    for (const std::int64_t column : read_numbers(result.text(row, 2))) columns.insert(static_cast<int>(column));
  }
}

void read_builds(db::Connection& connection, model::CheckFacts& facts) {
  const db::Result result = connection.query(sql::index_builds);
  for (std::size_t row = 0; row < result.rows(); ++row) {
    model::IndexBuild build;
    build.pid = static_cast<int>(result.integer(row, 0));
    build.index = optional_integer(result, row, 1);
    build.table = optional_integer(result, row, 2);
    build.command = result.text(row, 3);
    build.phase = result.text(row, 4);
    if (!result.null(row, 5)) build.percent = static_cast<int>(result.integer(row, 5));
    facts.builds.push_back(std::move(build));
  }
}

// The ledger's table may not exist, so this cannot be among the queries that every server prepares.
void read_ledger_steps(db::Connection& connection, model::IndexUsageFacts& usage, model::CheckFacts& facts) {
  const db::Result result = connection.query(
      "SELECT object, max(extract(epoch FROM finished_at)::bigint) FILTER (WHERE outcome = 'done' AND intent IN "
      "('create_index', 'replace_index')), (array_agg(intent ORDER BY id DESC) FILTER (WHERE outcome = 'started'))[1], "
      "bool_or(outcome = 'started' AND open), (array_agg(pg_catalog.age(xmin) ORDER BY finished_at DESC) FILTER (WHERE "
      "outcome = 'done' AND intent IN ('create_index', 'replace_index')))[1] FROM barqdb.step WHERE intent IN "
      "('create_index', 'drop_index', "
      "'replace_index') GROUP BY object");
  struct Made {
    std::int64_t at;
    std::int64_t age;  // transactions since the ledger said so
  };
  std::map<std::string, Made> made;
  for (std::size_t row = 0; row < result.rows(); ++row) {
    const std::string object(result.text(row, 0));
    if (!result.null(row, 1)) made[object] = {result.integer(row, 1), result.integer(row, 4)};
    if (result.boolean(row, 3)) facts.interrupted[object] = result.text(row, 2);
  }
  for (model::IndexUsage& index : usage.indexes) {
    const auto found = made.find(index.index.text());
    if (found == made.end()) continue;
    // Younger than what the ledger says of its name: somebody dropped that one, and made another.
    const auto shape = facts.shapes.find(index.oid);
    if (shape == facts.shapes.end() || shape->second.age < found->second.age) continue;
    index.existed_at = std::min(found->second.at, index.existed_at.value_or(found->second.at));
  }
}

// The view lives in the schema that its extension was given: a name that only the catalog knows.
void read_updates(db::Connection& connection, const std::string& schema, model::CheckFacts& facts) {
  const std::string view = base::quote_identifier(schema) + ".pg_stat_statements";
  try {
    const db::Result result = connection.query(
        "SELECT s.query, s.rows FROM " + view +
        " AS s WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database()) "
        "AND s.query ~* '^\\s*(with|update)\\M' AND s.query ~* '\\mupdate\\M' AND s.rows > 0 "
        "ORDER BY s.rows DESC LIMIT 2000");
    facts.statements_known = true;
    for (std::size_t row = 0; row < result.rows(); ++row) {
      facts.updates.push_back({std::string(result.text(row, 0)), result.integer(row, 1)});
    }
  } catch (const base::Error& error) {
    if (!connection.alive()) throw;
    facts.not_examined.push_back({view, "UPDATE statements could not be read: " + error.message});
  }
}

void read_environment(db::Connection& connection, model::IndexUsageFacts& usage, model::CheckFacts& facts) {
  const db::Result result = connection.query(sql::check_environment);
  facts.autovacuum = result.boolean(0, 0);
  facts.freeze_max_age = result.integer(0, 1);
  facts.statistics_target = static_cast<int>(result.integer(0, 2));
  if (!result.null(0, 4) && result.boolean(0, 5)) read_updates(connection, std::string(result.text(0, 4)), facts);
  if (result.boolean(0, 6)) read_ledger_steps(connection, usage, facts);
  for (const std::int64_t oid : read_numbers(result.text(0, 7))) facts.nondeterministic_collations.insert(oid);
}

}  // namespace

model::CheckFacts read_check_facts(db::Connection& connection, model::IndexUsageFacts& usage) {
  model::CheckFacts facts;
  read_index_shapes(connection, usage, facts);
  read_tables(connection, facts);
  read_columns(connection, facts);
  read_foreign_keys(connection, facts);
  read_operator_classes(connection, facts);
  read_policies(connection, facts);
  read_builds(connection, facts);
  read_environment(connection, usage, facts);
  return facts;
}

model::DroppedDefinitions read_dropped_definitions(db::Connection& connection, const std::vector<std::int64_t>& oids) {
  model::DroppedDefinitions definitions;
  if (oids.empty()) return definitions;
  std::vector<std::string> texts;
  texts.reserve(oids.size());
  for (const std::int64_t oid : oids) texts.push_back(std::to_string(oid));
  const db::Result result = connection.query(sql::dropped_definitions, {db::array_literal(texts)});
  for (std::size_t row = 0; row < result.rows(); ++row) {
    model::DroppedDefinition& one = definitions[result.integer(row, 0)];
    one.definition = result.text(row, 1);
    one.comment = result.text(row, 2);
    one.tablespace = result.text(row, 3);
    for (const auto& [number, target] : read_numbered(result.text(row, 4))) {
      one.statistics.emplace_back(number, std::stoi(target));
    }
  }
  return definitions;
}

}  // namespace barqdb::catalog
