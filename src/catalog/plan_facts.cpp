// By name, in one visit each: tables, their partitions, indexes, constraints.
#include "catalog/plan_facts.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/plan_rows.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

void read_constraints(db::Connection& connection, const PlanNames& names, model::Catalog& catalog) {
  if (names.constraints.empty()) return;
  std::map<std::string, std::string> keys;  // the quoted table → as written
  std::vector<std::string> tables;
  std::vector<std::string> constraints;
  for (const auto& [table, constraint] : names.constraints) {
    keys[table.quoted()] = table.text();
    tables.push_back(table.quoted());
    constraints.push_back(constraint);
  }
  const db::Result result =
      connection.query(sql::plan_constraints, {db::array_literal(tables), db::array_literal(constraints)});
  for (std::size_t row = 0; row < result.rows(); ++row) {
    const model::ConstraintFacts facts = constraint_facts(result, row);
    catalog.constraints[keys[std::string(result.text(row, 0))] + "." + facts.name] = facts;
  }
}

// By oid; a table may stand there under two names, with and without its schema.
std::map<std::string, std::vector<model::TableFacts*>> partitioned_tables(model::Catalog& catalog) {
  std::map<std::string, std::vector<model::TableFacts*>> tables;
  for (auto& [key, table] : catalog.tables) {
    if (table.kind == 'p') tables[std::to_string(table.oid)].push_back(&table);
  }
  return tables;
}

void describe_renamed(const PlanNames& names, model::Catalog& catalog) {
  for (const auto& [name, origin] : names.renamed) {
    const auto known = catalog.tables.find(origin.text());
    if (known == catalog.tables.end() || catalog.tables.contains(name.text())) continue;
    model::TableFacts facts = known->second;
    facts.name = {name.schema.empty() ? facts.name.schema : name.schema, name.name};
    catalog.tables.emplace(name.text(), std::move(facts));
  }
}

template <typename Map>
std::vector<std::string> keys_of(const Map& map) {
  std::vector<std::string> keys;
  for (const auto& entry : map) keys.push_back(entry.first);
  return keys;
}

void read_partitions(db::Connection& connection, model::Catalog& catalog) {
  const std::map<std::string, std::vector<model::TableFacts*>> tables = partitioned_tables(catalog);
  if (tables.empty()) return;
  const db::Result result = connection.query(sql::partitions, {db::array_literal(keys_of(tables))});
  for (std::size_t row = 0; row < result.rows(); ++row) {
    const model::Partition partition = partition_facts(result, row);
    for (model::TableFacts* table : tables.at(std::string(result.text(row, 0)))) table->partitions.push_back(partition);
  }
}

void read_attached(db::Connection& connection, model::Catalog& catalog) {
  std::map<std::string, std::vector<model::IndexFacts*>> indexes;  // by oid, likewise
  for (auto& [key, index] : catalog.indexes) {
    if (index.kind == 'I') indexes[std::to_string(index.oid)].push_back(&index);
  }
  if (indexes.empty()) return;
  const db::Result result = connection.query(sql::attached_indexes, {db::array_literal(keys_of(indexes))});
  for (std::size_t row = 0; row < result.rows(); ++row) {
    const model::AttachedIndex attached = attached_index(result, row);
    for (model::IndexFacts* index : indexes.at(std::string(result.text(row, 0))))
      index->attached[result.integer(row, 1)] = attached;
  }
}

// Most plans create indexes whose names are all free, and the whole question takes the server far longer to plan.
std::vector<std::string> taken_names(db::Connection& connection, const std::vector<std::string>& names) {
  std::vector<std::string> taken;
  if (names.empty()) return taken;
  const db::Result result = connection.query(sql::taken_names, {db::array_literal(names)});
  for (std::size_t row = 0; row < result.rows(); ++row) taken.emplace_back(result.text(row, 0));
  return taken;
}

}  // namespace

model::QualifiedName index_name(const model::Catalog& catalog, const model::QualifiedName& table,
                                const std::string& index) {
  const auto found = catalog.tables.find(table.text());
  if (found != catalog.tables.end()) return {found->second.name.schema, index};
  return {table.schema.empty() ? catalog.current_schema : table.schema, index};
}

model::Catalog read_plan_facts(db::Connection& connection, const PlanNames& names) {
  model::Catalog catalog;
  catalog.server_version = connection.server_version();
  const db::Result here = connection.query(
      "SELECT coalesce(current_schema(), 'public'), "
      "pg_catalog.array_to_string(pg_catalog.current_schemas(true), chr(31))");
  catalog.current_schema = std::string(here.text(0, 0));
  for (const std::string_view schema : base::split(here.text(0, 1), '\x1f')) catalog.search_path.emplace_back(schema);

  std::map<std::string, std::string> keys;  // the quoted name → the key
  std::vector<std::string> wanted;
  for (const model::QualifiedName& table : names.tables) {
    keys[table.quoted()] = table.text();
    wanted.push_back(table.quoted());
  }
  if (!wanted.empty()) {
    const db::Result result = connection.query(sql::plan_tables, {db::array_literal(wanted)});
    for (std::size_t row = 0; row < result.rows(); ++row) {
      catalog.tables[keys[std::string(result.text(row, 0))]] = table_facts(result, row);
    }
  }

  describe_renamed(names, catalog);
  read_partitions(connection, catalog);

  keys.clear();
  wanted.clear();
  const auto want = [&](const model::QualifiedName& name) {
    if (keys.emplace(name.quoted(), name.text()).second) wanted.push_back(name.quoted());
  };
  for (const auto& [table, index] : names.indexes_to_create) {
    want(index_name(catalog, table, index));
    const auto facts = catalog.tables.find(table.text());
    if (facts == catalog.tables.end()) continue;
    for (const model::Partition& partition : facts->second.partitions) {
      want({partition.name.schema, model::partition_index_name(index, partition.name)});
    }
  }
  for (const model::QualifiedName& index : names.indexes_to_drop) want(index);
  if (const std::vector<std::string> taken = taken_names(connection, wanted); !taken.empty()) {
    const db::Result result = connection.query(sql::plan_indexes, {db::array_literal(taken)});
    for (std::size_t row = 0; row < result.rows(); ++row) {
      catalog.indexes[keys[std::string(result.text(row, 0))]] = index_facts(result, row);
    }
  }
  read_attached(connection, catalog);
  read_constraints(connection, names, catalog);
  return catalog;
}

std::set<std::int64_t> read_table_oids(db::Connection& connection) {
  const db::Result result = connection.query(sql::table_oids);
  std::set<std::int64_t> oids;
  for (std::size_t row = 0; row < result.rows(); ++row) oids.insert(result.integer(row, 0));
  return oids;
}

std::vector<std::string> read_relation_names(db::Connection& connection) {
  const db::Result result = connection.query(sql::relation_names);
  std::vector<std::string> names;
  for (std::size_t row = 0; row < result.rows(); ++row) names.emplace_back(result.text(row, 0));
  return names;
}

Extensions read_extensions(db::Connection& connection) {
  const db::Result result = connection.query(sql::extensions);
  Extensions extensions;
  for (std::size_t row = 0; row < result.rows(); ++row) {
    extensions.available.emplace(result.text(row, 0));
    if (result.boolean(row, 1)) extensions.installed.emplace(result.text(row, 0));
  }
  return extensions;
}

std::string read_syntax_error(db::Connection& connection, const std::string& expression) {
  // Only the grammar counts: names are resolved after parsing, so any other complaint means that it parsed. A parameter
  // makes it the extended protocol, which takes one statement only; LIMIT 0 keeps it from looking at anything.
  const std::string head = "SELECT $1::text WHERE ";
  for (const std::string& form : {head + expression + "\nLIMIT 0", head + "(" + expression + "\n) LIMIT 0"}) {
    try {
      connection.query(form, {""});
    } catch (const base::Error& error) {
      if (error.sqlstate == "42601") return error.message;
    }
  }
  return {};
}

}  // namespace barqdb::catalog
