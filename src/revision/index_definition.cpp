// The keys of one index definition.
#include "revision/index_definition.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "revision/names.hpp"

namespace barqdb::revision {
namespace {

using base::Diagnostics;
using base::YamlMap;
using base::YamlNode;

void read_columns(YamlMap& map, model::IndexDefinition& definition, Diagnostics& diagnostics) {
  constexpr std::size_t most = 32;  // INDEX_MAX_KEYS
  const YamlNode* node = map.node("columns");
  if (node != nullptr && node->is_sequence()) {
    for (const YamlNode& item : node->items) definition.columns.push_back(read_index_column(item, diagnostics));
  } else if (node != nullptr && (node->is_scalar() || node->is_map())) {
    definition.columns.push_back(read_index_column(*node, diagnostics));
  }
  for (const std::string& name : map.texts("include")) {
    definition.include.push_back(read_column_name(name, map.place("include"), diagnostics));
  }
  if (definition.columns.empty()) {
    diagnostics.add("the index " + definition.name + " has no columns", "write columns: [a, b]",
                    node != nullptr ? node->place : definition.place);
  }
  if (definition.columns.size() + definition.include.size() > most) {
    diagnostics.add("the index " + definition.name + " has more than 32 columns, the most that PostgreSQL allows",
                    "remove some; those of include count too", map.place("columns"));
  }
}

void check_unique(YamlMap& map, const model::IndexDefinition& definition, Diagnostics& diagnostics) {
  // The built-in methods only: what others can do is for the server to say.
  constexpr std::string_view never_unique[] = {"hash", "gin", "gist", "brin", "spgist"};
  const bool impossible =
      std::find(std::begin(never_unique), std::end(never_unique), definition.method) != std::end(never_unique);
  if (definition.unique && impossible && definition.constraint.empty()) {
    diagnostics.add("an index of method " + definition.method + " cannot be unique",
                    "remove unique, or use method: btree", map.place("unique"));
  }
  if (definition.nulls_not_distinct && !definition.unique) {
    diagnostics.add("\"nulls_not_distinct\" means nothing without unique", "add unique: true, or remove it",
                    map.place("nulls_not_distinct"));
  }
}

// Keys that say what an index is to its table, and of which constraint it is.
void read_role(YamlMap& map, model::IndexDefinition& definition, Diagnostics& diagnostics) {
  definition.only = map.flag("only");
  definition.cluster = map.flag("cluster");
  definition.replica_identity = map.flag("replica_identity");
  definition.depends_on_extensions = map.texts("depends_on_extensions");
  if (const std::string part_of = map.text("part_of"); !part_of.empty())
    definition.part_of = read_qualified_name(part_of, "part_of", map.place("part_of"), diagnostics);
  definition.constraint = base::lower(map.text("constraint"));
  const std::string& kind = definition.constraint;
  if (!kind.empty() && kind != "primary key" && kind != "unique" && kind != "exclusion") {
    diagnostics.add("\"constraint\" must be primary key, unique or exclusion", "write constraint: unique, or remove it",
                    map.place("constraint"));
  }
  if (kind.empty()) return;
  definition.unique = kind != "exclusion";
  definition.deferrable = map.flag("deferrable");
  definition.initially_deferred = map.flag("initially_deferred");
}

std::string read_where(YamlMap& map, Diagnostics& diagnostics) {
  const std::string where = map.text("where");
  const std::string_view begin = base::trim(where);
  if (map.has("where") && begin.empty()) {
    diagnostics.add("\"where\" is empty", "write the condition as SQL, or remove the key", map.place("where"));
  }
  if (base::lower(begin.substr(0, 6)) == "where ") {
    diagnostics.add("\"where\" begins with the word WHERE", "write the condition alone", map.place("where"));
  }
  return where;
}

}  // namespace

void read_index_definition(YamlMap& map, model::IndexDefinition& definition, Diagnostics& diagnostics) {
  definition.method = map.text("method", definition.method);
  if (base::trim(definition.method).empty()) {
    diagnostics.add("\"method\" is empty", "write method: btree, or remove the key", map.place("method"));
  }
  read_columns(map, definition, diagnostics);
  read_role(map, definition, diagnostics);
  definition.unique = map.flag("unique", definition.unique);
  definition.nulls_not_distinct = map.flag("nulls_not_distinct");
  check_unique(map, definition, diagnostics);
  definition.where = read_where(map, diagnostics);
  definition.where_place = map.place("where");
  definition.with = read_parameters(map.node("with"), "\"with\" of an index definition", diagnostics);
  definition.tablespace = map.text("tablespace");
  definition.comment = map.text("comment");
  definition.requires_extensions = map.texts("requires");
  definition.why = map.text("why");
  definition.queries = map.texts("query");
  map.finish();
}

}  // namespace barqdb::revision
