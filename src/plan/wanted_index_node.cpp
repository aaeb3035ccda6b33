// A statement of plain columns becomes a definition; of every one the text behind the table is kept.
#include "plan/wanted_index_node.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "plan/tree_names.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

std::size_t skip_part(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '"') {
    do {
      at = text.find('"', at + 1);
      if (at == std::string_view::npos) return text.size();
      ++at;
    } while (at < text.size() && text[at] == '"');  // a doubled quote stands for itself
    return at;
  }
  while (at < text.size() && !is_space(text[at]) && text[at] != '.' && text[at] != '(' && text[at] != '*') ++at;
  return at;
}

// What stands behind the relation's name.
std::string_view tail_after(std::string_view text, std::size_t at) {
  at = skip_part(text, at);
  for (std::size_t next = skip_spaces(text, at); next < text.size() && text[next] == '.';
       next = skip_spaces(text, at)) {
    at = skip_part(text, skip_spaces(text, next + 1));
  }
  at = skip_spaces(text, at);
  if (at < text.size() && text[at] == '*') ++at;
  return text.substr(std::min(at, text.size()));
}

model::IndexColumn column_of(const Json& element) {
  model::IndexColumn column;
  column.name = element.value("name", "");
  if (element.value("ordering", "") == "SORTBY_DESC") column.order = model::Order::desc;
  const std::string nulls = element.value("nulls_ordering", "");
  if (nulls == "SORTBY_NULLS_FIRST") column.nulls = model::Nulls::first;
  if (nulls == "SORTBY_NULLS_LAST") column.nulls = model::Nulls::last;
  return column;
}

// A statement of nothing but columns as a definition; of all others the text is kept.
std::optional<model::IndexDefinition> plain_definition(const Json& node, const WantedIndex& index) {
  for (const char* other : {"whereClause", "options", "nulls_not_distinct"}) {
    if (node.contains(other)) return std::nullopt;
  }
  model::IndexDefinition definition;
  definition.table = index.table;
  definition.name = index.name;
  definition.unique = index.unique;
  definition.only = index.only;
  definition.method = node.value("accessMethod", "btree");
  for (const Json& parameter : node.value("indexParams", Json::array())) {
    const Json element = parameter.value("IndexElem", Json::object());
    if (element.contains("expr") || element.contains("collation") || element.contains("opclass")) return std::nullopt;
    definition.columns.push_back(column_of(element));
  }
  for (const Json& parameter : node.value("indexIncludingParams", Json::array()))
    definition.include.push_back(parameter.value("/IndexElem/name"_json_pointer, ""));
  return definition;
}

}  // namespace

WantedIndex wanted_index(const Json& node, std::string_view statement) {
  const Json& relation = node.at("relation");
  WantedIndex index;
  index.table = relation_name(relation);
  index.name = node.value("idxname", "");
  index.unique = node.value("unique", false);
  index.only = !relation.value("inh", false);
  index.tail = tail_after(statement, relation.value("location", std::size_t{0}));
  index.definition = plain_definition(node, index);
  return index;
}

}  // namespace barqdb::plan
