// The rows of sql/inspect_*.sql as definitions.
#include "catalog/inspect.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <unordered_map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/default_index_name.hpp"
#include "catalog/inspected_tree.hpp"
#include "catalog/opclass_defaults.hpp"
#include "catalog/printed_sql.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

using model::IndexColumn;
using model::IndexDefinition;
using model::InspectedIndex;

constexpr Oid default_collation = 100;

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
};

// A snapshot for all queries, and names as they are to be written; ends with the object.
class Snapshot {
 public:
  explicit Snapshot(db::Connection& connection) : connection_(connection) {
    const db::Result path = connection.query(sql::inspect_path);
    const bool plain = path.boolean(0, 0);
    collated_domains = path.boolean(0, 1);
    connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    connection.query(plain ? "SET LOCAL search_path = public" : "SET LOCAL search_path = ''");
  }
  ~Snapshot() {
    try {
      connection_.query("ROLLBACK");
    } catch (const base::Error&) {  // the connection is gone, and the transaction with it
    }
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  bool collated_domains = false;

 private:
  db::Connection& connection_;
};

std::vector<Oid> numbers(std::string_view vector) {  // an int2vector or oidvector as text
  std::vector<Oid> out;
  for (const std::string_view word : base::split(vector, ' ')) {
    Oid number = 0;
    std::from_chars(word.data(), word.data() + word.size(), number);
    if (!word.empty()) out.push_back(number);
  }
  return out;
}

model::Parameters parameter_list(std::string_view joined) {
  model::Parameters out;
  if (joined.empty()) return out;
  for (const std::string_view option : base::split(joined, '\x1f')) {
    const std::size_t at = option.find('=');
    out.emplace_back(option.substr(0, at), at == std::string_view::npos ? "" : option.substr(at + 1));
  }
  return out;
}

TypeFacts type_facts(const db::Result& result, std::size_t row, std::size_t column) {
  const auto code = [&](std::size_t at) { return result.text(row, at).empty() ? ' ' : result.text(row, at).front(); };
  return {result.integer(row, column), code(column + 1), code(column + 2)};
}

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

// Everything that the rows of inspect_indexes.sql refer to.
class Surroundings {
 public:
  Surroundings(db::Connection& connection, const db::Result& indexes, bool has_collated_domains)
      : opclass_defaults(connection), collated_domains(has_collated_domains) {
    std::set<std::string> tables, collation_oids;
    std::vector<std::string> oids;
    for (std::size_t row = 0; row < indexes.rows(); ++row) {
      oids.emplace_back(indexes.text(row, oid));
      tables.emplace(indexes.text(row, table_oid));
      for (const std::string_view one : base::split(indexes.text(row, Column::collations), ' ')) {
        if (!one.empty() && one != "0") collation_oids.emplace(one);
      }
    }
    read_columns(connection, {tables.begin(), tables.end()});
    read_index_columns(connection, db::array_literal(oids));
    read_collations(connection, {collation_oids.begin(), collation_oids.end()});
    if (connection.server_version() < 150'000) return;
    const db::Result result = connection.query(sql::inspect_nulls_15);
    for (std::size_t row = 0; row < result.rows(); ++row) nulls_not_distinct.insert(result.integer(row, 0));
  }

  OpclassDefaults opclass_defaults;
  bool collated_domains = false;
  ByColumn<TableColumn> columns;
  ByColumn<IndexKey> keys;
  std::map<Oid, model::QualifiedName> collations;
  std::set<Oid> nulls_not_distinct;

 private:
  void read_columns(db::Connection& connection, const std::vector<std::string>& tables) {
    const db::Result result = connection.query(sql::inspect_columns, {db::array_literal(tables)});
    columns.reserve(result.rows());
    for (std::size_t row = 0; row < result.rows(); ++row) {
      columns[{result.integer(row, 0), result.integer(row, 1)}] = {
          std::string(result.text(row, 2)), type_facts(result, row, 3), std::string(result.text(row, 7)),
          result.integer(row, 6)};
    }
  }

  void read_index_columns(db::Connection& connection, const std::string& oids) {
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

  void read_collations(db::Connection& connection, const std::vector<std::string>& oids) {
    const db::Result result = connection.query(sql::inspect_collations, {db::array_literal(oids)});
    for (std::size_t row = 0; row < result.rows(); ++row) {
      const bool collation_visible = result.boolean(row, 3);
      collations[result.integer(row, 0)] = {collation_visible ? "" : std::string(result.text(row, 1)),
                                            std::string(result.text(row, 2))};
    }
  }
};

// One row as a definition.
class DefinitionOf {
 public:
  DefinitionOf(const db::Result& row_set, std::size_t row, const Surroundings& around)
      : rows_(row_set), row_(row), around_(around) {}

  InspectedIndex read() {
    InspectedIndex out;
    out.oid = rows_.integer(row_, oid);
    out.table = {text(schema), text(table)};
    out.name = {text(schema), text(index)};
    out.parent_oid = rows_.integer(row_, parent);
    out.partitioned = rows_.boolean(row_, partitioned);
    out.valid = rows_.boolean(row_, valid);
    out.table_identity = text(identity).front();
    if (!rows_.null(row_, part_columns)) out.default_name = default_name_of_part();
    out.building = rows_.boolean(row_, building);
    IndexDefinition& definition = out.definition;
    definition.table = {rows_.boolean(row_, visible) ? "" : text(schema), text(table)};
    definition.name = text(index);
    definition.method = text(method);
    definition.unique = rows_.boolean(row_, unique);
    definition.nulls_not_distinct = around_.nulls_not_distinct.contains(out.oid);
    definition.where = std::string(without_parentheses(again(text(where))));
    definition.with = parameter_list(rows_.text(row_, parameters));
    definition.tablespace = text(tablespace);
    definition.comment = text(comment);
    definition.cluster = rows_.boolean(row_, clustered);
    definition.replica_identity = rows_.boolean(row_, replica_identity);
    read_constraint(definition);
    read_keys(definition);
    return out;
  }

 private:
  std::string text(Column column) const { return std::string(rows_.text(row_, column)); }

  std::string default_name_of_part() const {
    std::vector<std::string> names;
    for (const std::string_view name : base::split(rows_.text(row_, part_columns), '\x1f')) names.emplace_back(name);
    return default_index_name(text(table), names);
  }

  void read_constraint(IndexDefinition& definition) const {
    const std::string kind = text(constraint_kind);
    if (kind == "p") definition.constraint = "primary key";
    if (kind == "u") definition.constraint = "unique";
    if (kind == "x") definition.constraint = "exclusion";
    definition.deferrable = rows_.boolean(row_, deferrable);
    definition.initially_deferred = rows_.boolean(row_, deferred);
  }

  void read_keys(IndexDefinition& definition) const {
    const std::vector<Oid> attributes = numbers(rows_.text(row_, keys));
    const auto count = static_cast<std::size_t>(rows_.integer(row_, key_count));
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      if (i < count)
        definition.columns.push_back(read_key(i, attributes[i]));
      else
        definition.include.push_back(column(attributes[i]).name);
    }
    if (rows_.null(row_, exclusion_operators)) return;
    const std::vector<std::string_view> words = base::split(rows_.text(row_, exclusion_operators), '\x1f');
    for (std::size_t i = 0; i < std::min(words.size(), definition.columns.size()); ++i)
      definition.columns[i].exclusion_operator = words[i];
  }

  const TableColumn& column(Oid attribute) const {
    return around_.columns.at({rows_.integer(row_, table_oid), attribute});
  }

  std::string again(const std::string& printed) const {
    return reprintable(printed, [this](const std::string& name) { return type_of(name); });
  }

  std::string type_of(const std::string& name) const {
    constexpr Oid most_columns = 1600;
    for (Oid attribute = 1; attribute <= most_columns; ++attribute) {
      const auto found = around_.columns.find({rows_.integer(row_, table_oid), attribute});
      if (found != around_.columns.end() && found->second.name == name) return found->second.type_name;
    }
    return "";
  }

  IndexColumn read_key(std::size_t position, Oid attribute) const {
    IndexColumn key;
    const auto found = around_.keys.find({rows_.integer(row_, oid), static_cast<Oid>(position) + 1});
    const IndexKey own = found == around_.keys.end() ? IndexKey{} : found->second;
    const Oid opclass = numbers(rows_.text(row_, opclasses)).at(position);
    if (attribute != 0) {
      key.name = column(attribute).name;
    } else {
      key.expression = std::string(without_parentheses(again(own.expression)));
    }
    key.opclass_parameters = own.opclass_parameters;
    key.statistics = attribute == 0 ? own.statistics : -1;
    if (!own.opclass_parameters.empty() || !takes_opclass(opclass, attribute, own))
      key.opclass = around_.opclass_defaults.at(opclass).name;
    read_collation(key, numbers(rows_.text(row_, collations)).at(position), attribute);
    read_order(key, numbers(rows_.text(row_, options)).at(position));
    return key;
  }

  bool takes_opclass(Oid opclass, Oid attribute, const IndexKey& own) const {
    const OpclassDefaults& defaults = around_.opclass_defaults;
    if (attribute != 0) return defaults.is_default(opclass, column(attribute).type);
    // The index's column has the expression's type, unless the class stores another one.
    if (defaults.at(opclass).key_type == 0) return defaults.is_default(opclass, own.type);
    return defaults.is_default_of_any(opclass);
  }

  void read_collation(IndexColumn& key, Oid collation, Oid attribute) const {
    if (collation == 0) return;
    if (attribute != 0 && column(attribute).collation == collation) return;
    if (attribute == 0 && collation == default_collation && !may_have_collation(key.expression)) return;
    key.collation = around_.collations.at(collation);
  }

  // The server does not tell an expression's own collation. Where it may not be the default one, it is named.
  bool may_have_collation(const std::string& expression) const {
    return rows_.boolean(row_, collated) || expression.find("COLLATE") != std::string::npos ||
           expression.find("::name") != std::string::npos ||
           (around_.collated_domains && expression.find("::") != std::string::npos);
  }

  void read_order(IndexColumn& key, Oid bits) const {
    if (!rows_.boolean(row_, can_order)) return;
    const bool descending = (bits & 1) != 0, nulls_first = (bits & 2) != 0;
    if (descending) key.order = model::Order::desc;
    if (nulls_first != descending) key.nulls = nulls_first ? model::Nulls::first : model::Nulls::last;
  }

  const db::Result& rows_;
  std::size_t row_;
  const Surroundings& around_;
};

db::Param filter(const std::string& text) { return text.empty() ? db::Param{} : db::Param{text}; }

void read_printed(db::Connection& connection, std::vector<InspectedIndex>& indexes) {
  std::vector<std::string> oids;
  std::unordered_map<std::int64_t, std::size_t> position;
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    oids.push_back(std::to_string(indexes[i].oid));
    position[indexes[i].oid] = i;
  }
  const db::Result result = connection.query(sql::index_definitions, {db::array_literal(oids)});
  for (std::size_t row = 0; row < result.rows(); ++row)
    indexes[position.at(result.integer(row, 0))].printed = result.text(row, 1);
}

}  // namespace

std::vector<InspectedIndex> read_indexes(db::Connection& connection, const InspectOptions& options) {
  const Snapshot snapshot(connection);
  const db::Result rows = connection.query(
      sql::inspect_indexes, {filter(options.schema), filter(options.table.schema), filter(options.table.name)});
  const Surroundings around(connection, rows, snapshot.collated_domains);
  std::vector<InspectedIndex> indexes;
  indexes.reserve(rows.rows());
  for (std::size_t row = 0; row < rows.rows(); ++row) indexes.push_back(DefinitionOf(rows, row, around).read());
  fold_trees(indexes, options.parts);
  if (options.printed) read_printed(connection, indexes);
  return indexes;
}

}  // namespace barqdb::catalog
