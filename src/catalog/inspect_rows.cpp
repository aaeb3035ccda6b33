// Reading what the rows of inspect_indexes.sql refer to.
#include "catalog/inspect_rows.hpp"

#include "base/text.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

TypeFacts type_facts(const db::Result& result, std::size_t row, std::size_t column) {
  const auto code = [&](std::size_t at) { return result.text(row, at).empty() ? ' ' : result.text(row, at).front(); };
  return {result.integer(row, column), code(column + 1), code(column + 2)};
}

}  // namespace

model::Parameters parameter_list(std::string_view joined) {
  model::Parameters out;
  if (joined.empty()) return out;
  for (const std::string_view option : base::split(joined, '\x1f')) {
    const std::size_t at = option.find('=');
    out.emplace_back(option.substr(0, at), at == std::string_view::npos ? "" : option.substr(at + 1));
  }
  return out;
}

Surroundings::Surroundings(db::Connection& connection, const db::Result& indexes) : opclass_defaults(connection) {
  std::set<std::string> tables, collation_oids;
  std::vector<std::string> oids;
  for (std::size_t at = 0; at < indexes.rows(); ++at) {
    oids.emplace_back(indexes.text(at, row::oid));
    tables.emplace(indexes.text(at, row::table_oid));
    for (const std::string_view one : base::split(indexes.text(at, row::collations), ' ')) {
      if (!one.empty() && one != "0") collation_oids.emplace(one);
    }
  }
  read_columns(connection, {tables.begin(), tables.end()});
  read_index_columns(connection, db::array_literal(oids));
  read_collations(connection, {collation_oids.begin(), collation_oids.end()});
  if (connection.server_version() < 150'000) return;
  const db::Result result = connection.query(sql::nulls_not_distinct_15);
  for (std::size_t row = 0; row < result.rows(); ++row) nulls_not_distinct.insert(result.integer(row, 0));
}

void Surroundings::read_columns(db::Connection& connection, const std::vector<std::string>& tables) {
  const db::Result result = connection.query(sql::inspect_columns, {db::array_literal(tables)});
  columns.reserve(result.rows());
  for (std::size_t row = 0; row < result.rows(); ++row) {
    columns[{result.integer(row, 0), result.integer(row, 1)}] = {
        std::string(result.text(row, 2)), type_facts(result, row, 3), std::string(result.text(row, 7)),
        result.integer(row, 6)};
  }
}

void Surroundings::read_index_columns(db::Connection& connection, const std::string& oids) {
  const db::Result own = connection.query(sql::inspect_index_columns, {oids});
  for (std::size_t row = 0; row < own.rows(); ++row) {
    IndexKey& key = keys[{own.integer(row, 0), own.integer(row, 1)}];
    key.opclass_parameters = parameter_list(own.text(row, 2));
    key.statistics = static_cast<int>(own.integer(row, 3));
    key.type = type_facts(own, row, 4);
  }
  const db::Result printed = connection.query(sql::inspect_keys, {oids});
  for (std::size_t row = 0; row < printed.rows(); ++row)
    keys[{printed.integer(row, 0), printed.integer(row, 1)}].expression = printed.text(row, 2);
}

void Surroundings::read_collations(db::Connection& connection, const std::vector<std::string>& oids) {
  const db::Result result = connection.query(sql::inspect_collations, {db::array_literal(oids)});
  for (std::size_t row = 0; row < result.rows(); ++row) {
    const bool collation_visible = result.boolean(row, 3);
    collations[result.integer(row, 0)] = {collation_visible ? "" : std::string(result.text(row, 1)),
                                          std::string(result.text(row, 2))};
  }
}

}  // namespace barqdb::catalog
