// What a row of inspect_indexes.sql refers to, and such a row as a definition. Private to the files of inspect.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalog/opclass_defaults.hpp"
#include "db/connection.hpp"
#include "model/inspected_index.hpp"

namespace barqdb::catalog {

// Columns of inspect_indexes.sql, in their order.
namespace row {
enum Column : std::size_t {
  oid,
  table_oid,
  schema,
  table,
  index,
  partitioned,
  method_oid,
  method,
  can_order,
  key_count,
  keys,
  opclasses,
  collations,
  options,
  unique,
  valid,
  clustered,
  replica_identity,
  where,
  parameters,
  tablespace,
  comment,
  parent,
  constraint_kind,
  deferrable,
  deferred,
  exclusion_operators,
  visible,
  identity,
  building,
  collated,
  part_columns,
  depends_on_extensions,
};
}  // namespace row

struct TableColumn {
  std::string name;
  TypeFacts type;
  std::string type_name;  // as SQL, without a length
  Oid collation = 0;
};

struct IndexKey {
  std::string expression;  // as printed; "" of a plain column
  TypeFacts type;
  model::Parameters opclass_parameters;
  int statistics = -1;
};

struct PairHash {
  std::size_t operator()(const std::pair<Oid, Oid>& key) const {
    return std::hash<Oid>{}(key.first * 2048 + key.second);
  }
};
template <typename Value>
using ByColumn = std::unordered_map<std::pair<Oid, Oid>, Value, PairHash>;  // by relation and position

// Everything that the rows refer to, read at once.
class Surroundings {
 public:
  Surroundings(db::Connection& connection, const db::Result& indexes);

  OpclassDefaults opclass_defaults;
  ByColumn<TableColumn> columns;
  ByColumn<IndexKey> keys;
  std::map<Oid, model::QualifiedName> collations;
  std::set<Oid> nulls_not_distinct;

 private:
  void read_columns(db::Connection& connection, const std::vector<std::string>& tables);
  void read_index_columns(db::Connection& connection, const std::string& oids);
  void read_collations(db::Connection& connection, const std::vector<std::string>& oids);
};

// "name=value" pairs, joined by the unit separator.
model::Parameters parameter_list(std::string_view joined);
model::InspectedIndex inspected_index(const db::Result& indexes, std::size_t index, const Surroundings& around);

}  // namespace barqdb::catalog
