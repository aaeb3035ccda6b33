// One row of inspect_indexes.sql as a definition.
#include <algorithm>
#include <charconv>

#include "base/printed_sql.hpp"
#include "base/text.hpp"
#include "catalog/default_index_name.hpp"
#include "catalog/inspect_rows.hpp"

namespace barqdb::catalog {
namespace {

using model::IndexColumn;
using model::IndexDefinition;
using model::InspectedIndex;

constexpr Oid default_collation = 100;

std::vector<Oid> numbers(std::string_view vector) {  // an int2vector or oidvector as text
  std::vector<Oid> out;
  for (const std::string_view word : base::split(vector, ' ')) {
    Oid number = 0;
    std::from_chars(word.data(), word.data() + word.size(), number);
    if (!word.empty()) out.push_back(number);
  }
  return out;
}

// One row as a definition.
class DefinitionOf {
 public:
  DefinitionOf(const db::Result& rows, std::size_t number, const Surroundings& around)
      : rows_(rows), row_(number), around_(around) {}

  InspectedIndex read() {
    InspectedIndex out;
    out.oid = rows_.integer(row_, row::oid);
    out.table = {text(row::schema), text(row::table)};
    out.name = {text(row::schema), text(row::index)};
    out.parent_oid = rows_.integer(row_, row::parent);
    out.partitioned = rows_.boolean(row_, row::partitioned);
    out.valid = rows_.boolean(row_, row::valid);
    out.table_identity = text(row::identity).front();
    if (!rows_.null(row_, row::part_columns)) out.default_name = default_name_of_part();
    out.building = rows_.boolean(row_, row::building);
    IndexDefinition& definition = out.definition;
    definition.table = {rows_.boolean(row_, row::visible) ? "" : text(row::schema), text(row::table)};
    definition.name = text(row::index);
    definition.method = text(row::method);
    definition.unique = rows_.boolean(row_, row::unique);
    definition.nulls_not_distinct = around_.nulls_not_distinct.contains(out.oid);
    definition.where = std::string(base::without_parentheses(again(text(row::where))));
    definition.with = parameter_list(rows_.text(row_, row::parameters));
    definition.tablespace = text(row::tablespace);
    definition.comment = text(row::comment);
    definition.cluster = rows_.boolean(row_, row::clustered);
    definition.replica_identity = rows_.boolean(row_, row::replica_identity);
    if (!rows_.null(row_, row::depends_on_extensions))
      definition.depends_on_extensions = listed(row::depends_on_extensions);
    read_constraint(definition);
    read_keys(definition);
    return out;
  }

 private:
  std::string text(row::Column column) const { return std::string(rows_.text(row_, column)); }

  std::vector<std::string> listed(row::Column column) const {
    std::vector<std::string> names;
    for (const std::string_view name : base::split(rows_.text(row_, column), '\x1f')) names.emplace_back(name);
    return names;
  }

  std::string default_name_of_part() const { return default_index_name(text(row::table), listed(row::part_columns)); }

  void read_constraint(IndexDefinition& definition) const {
    const std::string kind = text(row::constraint_kind);
    if (kind == "p") definition.constraint = "primary key";
    if (kind == "u") definition.constraint = "unique";
    if (kind == "x") definition.constraint = "exclusion";
    definition.deferrable = rows_.boolean(row_, row::deferrable);
    definition.initially_deferred = rows_.boolean(row_, row::deferred);
  }

  void read_keys(IndexDefinition& definition) const {
    const std::vector<Oid> attributes = numbers(rows_.text(row_, row::keys));
    const auto count = static_cast<std::size_t>(rows_.integer(row_, row::key_count));
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      if (i < count)
        definition.columns.push_back(read_key(i, attributes[i]));
      else
        definition.include.push_back(column(attributes[i]).name);
    }
    if (rows_.null(row_, row::exclusion_operators)) return;
    const std::vector<std::string_view> words = base::split(rows_.text(row_, row::exclusion_operators), '\x1f');
    for (std::size_t i = 0; i < std::min(words.size(), definition.columns.size()); ++i)
      definition.columns[i].exclusion_operator = words[i];
  }

  const TableColumn& column(Oid attribute) const {
    return around_.columns.at({rows_.integer(row_, row::table_oid), attribute});
  }

  std::string again(const std::string& printed) const {
    return base::reprintable(printed, [this](const std::string& name) { return type_of(name); });
  }

  std::string type_of(const std::string& name) const {
    constexpr Oid most_columns = 1600;
    for (Oid attribute = 1; attribute <= most_columns; ++attribute) {
      const auto found = around_.columns.find({rows_.integer(row_, row::table_oid), attribute});
      if (found != around_.columns.end() && found->second.name == name) return found->second.type_name;
    }
    return "";
  }

  IndexColumn read_key(std::size_t position, Oid attribute) const {
    IndexColumn key;
    const auto found = around_.keys.find({rows_.integer(row_, row::oid), static_cast<Oid>(position) + 1});
    const IndexKey own = found == around_.keys.end() ? IndexKey{} : found->second;
    const Oid opclass = numbers(rows_.text(row_, row::opclasses)).at(position);
    if (attribute != 0) {
      key.name = column(attribute).name;
    } else {
      key.expression = std::string(base::without_parentheses(again(own.expression)));
    }
    key.opclass_parameters = own.opclass_parameters;
    key.statistics = attribute == 0 ? own.statistics : -1;
    if (!own.opclass_parameters.empty() || !takes_opclass(opclass, attribute, own))
      key.opclass = around_.opclass_defaults.at(opclass).name;
    read_collation(key, numbers(rows_.text(row_, row::collations)).at(position), attribute);
    read_order(key, numbers(rows_.text(row_, row::options)).at(position));
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
    return rows_.boolean(row_, row::collated) || expression.find("COLLATE") != std::string::npos ||
           expression.find("::name") != std::string::npos;
  }

  void read_order(IndexColumn& key, Oid bits) const {
    if (!rows_.boolean(row_, row::can_order)) return;
    const bool descending = (bits & 1) != 0, nulls_first = (bits & 2) != 0;
    if (descending) key.order = model::Order::desc;
    if (nulls_first != descending) key.nulls = nulls_first ? model::Nulls::first : model::Nulls::last;
  }

  const db::Result& rows_;
  std::size_t row_;
  const Surroundings& around_;
};

}  // namespace

InspectedIndex inspected_index(const db::Result& indexes, std::size_t index, const Surroundings& around) {
  return DefinitionOf(indexes, index, around).read();
}

}  // namespace barqdb::catalog
