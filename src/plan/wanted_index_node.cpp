// A statement becomes a definition where one can say it; of every one the text behind the table is kept.
#include "plan/wanted_index_node.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "plan/ddl.hpp"
#include "plan/index_statement.hpp"
#include "plan/statement_tree.hpp"
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

// The tree without places, and without what is not the definition itself.
Json bare(Json node) {
  if (node.is_object()) {
    node.erase("location");
    for (auto& [key, value] : node.items()) value = bare(value);
  }
  if (node.is_array()) {
    for (Json& item : node) item = bare(item);
  }
  return node;
}

Json definition_tree(Json node) {
  for (const char* other : {"relation", "idxname", "concurrent", "if_not_exists", "tableSpace"}) node.erase(other);
  return bare(std::move(node));
}

// The statement as a definition, where that says the very same to the parser.
std::optional<model::IndexDefinition> definition_of(const Json& node, std::string_view statement) {
  std::optional<IndexStatement> read = parse_index_statement(statement);
  if (!read) return std::nullopt;
  read->definition.tablespace.clear();
  const Json again = statement_tree(create_index_sql(read->definition, {.table = {"", "t"}, .name = "i"}));
  const Json::json_pointer path("/stmts/0/stmt/IndexStmt");
  if (!again.contains(path) || definition_tree(again.at(path)) != definition_tree(node)) return std::nullopt;
  return read->definition;
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
  index.definition = definition_of(node, statement);
  if (index.definition) index.definition->only = index.only;
  return index;
}

}  // namespace barqdb::plan
