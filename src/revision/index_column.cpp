// One key of an index: a column or an expression with opclass, collation and order.
#include "base/text.hpp"
#include "revision/index_definition.hpp"
#include "revision/names.hpp"

namespace barqdb::revision {
namespace {

using base::Diagnostics;
using base::YamlMap;
using base::YamlNode;

// A plain entry that is more than a name: people write SQL there first.
bool looks_like_sql(const YamlNode& node, Diagnostics& diagnostics) {
  const std::string word = base::lower(node.scalar);
  if (word.find('(') != std::string::npos) {
    diagnostics.add("\"" + base::one_line(node.scalar, 60) + "\" is not the name of a column",
                    "write {expression: \"...\"}; a name with a parenthesis in it is {name: \"...\"}", node.place);
    return true;
  }
  for (const char* end : {" asc", " desc", " nulls first", " nulls last"}) {
    if (!word.ends_with(end)) continue;
    diagnostics.add("\"" + base::one_line(node.scalar, 60) + "\" is not the name of a column",
                    "write {name: created_at, order: desc, nulls: last}", node.place);
    return true;
  }
  return false;
}

// One of the two words of an enumeration; 0 when the key is missing or wrong.
int choice(YamlMap& map, std::string_view key, const char* first, const char* second, Diagnostics& diagnostics) {
  const std::string word = base::lower(map.text(key));
  if (word == first) return 1;
  if (word == second) return 2;
  const YamlNode* node = map.node(key);
  if (node != nullptr && node->is_scalar()) {
    diagnostics.add("\"" + std::string(key) + "\" of a column must be " + first + " or " + second,
                    "write " + std::string(key) + ": " + second, map.place(key));
  }
  return 0;
}

void read_subject(YamlMap& map, model::IndexColumn& column, Diagnostics& diagnostics) {
  const std::string name = map.text("name");
  column.expression = map.text("expression");
  const bool has_name = map.has("name"), has_expression = map.has("expression");
  if (has_name && has_expression) {
    diagnostics.add("a column has both a name and an expression", "keep one of the two", map.place("expression"));
  } else if (has_name) {
    column.name = read_column_name(name, map.place("name"), diagnostics);
  } else if (!has_expression) {
    diagnostics.add("a column has neither a name nor an expression", "write {name: ...} or {expression: \"...\"}",
                    column.place);
  } else if (base::trim(column.expression).empty()) {
    diagnostics.add("an expression is empty", "write it as SQL: {expression: lower(email)}", map.place("expression"));
  }
}

model::QualifiedName optional_name(YamlMap& map, const char* key, Diagnostics& diagnostics) {
  const std::string text = map.text(key);
  return text.empty() ? model::QualifiedName{} : read_qualified_name(text, key, map.place(key), diagnostics);
}

void read_statistics(YamlMap& map, model::IndexColumn& column, Diagnostics& diagnostics) {
  constexpr long most = 10'000;
  const long target = map.integer("statistics", -1);
  if (target < -1 || target > most) {
    diagnostics.add("\"statistics\" of a column must be from 0 to 10000", "write statistics: 1000",
                    map.place("statistics"));
    return;
  }
  if (target >= 0 && column.expression.empty()) {
    diagnostics.add("\"statistics\" is for expressions; a plain column has its target in the table",
                    "use a step: sql: {up: \"ALTER TABLE ... ALTER COLUMN ... SET STATISTICS ...\"}",
                    map.place("statistics"));
  }
  column.statistics = static_cast<int>(target);
}

}  // namespace

model::Parameters read_parameters(const YamlNode* node, const std::string& what, Diagnostics& diagnostics) {
  model::Parameters out;
  if (node == nullptr || node->is_null()) return out;
  if (!node->is_map()) {
    diagnostics.add(what + " must be a map of parameters and values", "write {fillfactor: 90}", node->place);
    return out;
  }
  for (std::size_t i = 0; i < node->entries.size(); ++i) {
    const auto& [name, value] = node->entries[i];
    if (value.is_scalar() && !name.empty()) {
      out.emplace_back(name, value.scalar);
    } else {
      diagnostics.add("the parameter \"" + base::one_line(name, 60) + "\" of " + what + " needs one value",
                      "write {fillfactor: 90}", value.place);
    }
  }
  return out;
}

model::IndexColumn read_index_column(const YamlNode& node, Diagnostics& diagnostics) {
  model::IndexColumn column;
  column.place = node.place;
  if (node.is_scalar()) {
    if (!looks_like_sql(node, diagnostics)) column.name = read_column_name(node.scalar, node.place, diagnostics);
    return column;
  }
  YamlMap map(node, "a column", diagnostics);
  if (!node.is_map()) return column;
  read_subject(map, column, diagnostics);
  column.opclass = optional_name(map, "opclass", diagnostics);
  column.opclass_parameters =
      read_parameters(map.node("opclass_parameters"), "\"opclass_parameters\" of a column", diagnostics);
  if (!column.opclass_parameters.empty() && column.opclass.name.empty()) {
    diagnostics.add("\"opclass_parameters\" stands without an opclass, which SQL cannot say", "add opclass: ...",
                    map.place("opclass_parameters"));
  }
  column.collation = optional_name(map, "collation", diagnostics);
  column.order = static_cast<model::Order>(choice(map, "order", "asc", "desc", diagnostics));
  column.nulls = static_cast<model::Nulls>(choice(map, "nulls", "first", "last", diagnostics));
  read_statistics(map, column, diagnostics);
  column.exclusion_operator = map.text("operator");
  map.finish();
  return column;
}

}  // namespace barqdb::revision
