// Recognizing CREATE and DROP INDEX CONCURRENTLY.
#include "adopt/concurrent_indexes.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/yaml_scalar.hpp"
#include "plan/index_statement.hpp"
#include "plan/sql_text.hpp"
#include "plan/transaction_use.hpp"

namespace barqdb::adopt {
namespace {

using base::yaml_quoted;

// DROP INDEX [CONCURRENTLY] [IF EXISTS] name [CASCADE | RESTRICT]: one name, else nothing.
std::optional<model::QualifiedName> dropped_index(std::string_view statement) {
  if (plan::statement_kind(statement) != "DropStmt") return std::nullopt;
  std::vector<std::string_view> words;
  for (const std::string_view word : base::split(statement, ' ')) {
    if (!base::trim(word).empty()) words.push_back(base::trim(word));
  }
  std::size_t at = 0;
  const auto take = [&](std::string_view word) {
    if (at < words.size() && base::lower(words[at]) == word) ++at;
  };
  take("drop");
  if (at >= words.size() || base::lower(words[at]) != "index") return std::nullopt;
  ++at;
  for (const char* word : {"concurrently", "if", "exists"}) take(word);
  if (at >= words.size()) return std::nullopt;
  const std::string name(words[at++]);
  for (const char* word : {"cascade", "restrict"}) take(word);
  if (at != words.size()) return std::nullopt;
  try {
    model::QualifiedName parsed = model::parse_qualified_name(name);
    if (name.find('"') == std::string::npos) parsed = {base::lower(parsed.schema), base::lower(parsed.name)};
    return parsed;
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

struct Statements {
  std::vector<plan::IndexStatement> created;
  std::vector<model::QualifiedName> dropped;
  bool only_indexes = true;
  bool concurrent = true;
};

Statements read(const std::string& sql) {
  Statements out;
  for (const plan::Statement& statement : plan::split_statements(sql)) {
    if (auto index = plan::parse_index_statement(statement.text)) {
      out.concurrent = out.concurrent && index->concurrently;
      out.only_indexes = out.only_indexes && index->expressible;
      out.created.push_back(std::move(*index));
    } else if (const auto name = dropped_index(statement.text)) {
      out.concurrent = out.concurrent && plan::transaction_use(statement.text) == plan::TransactionUse::refuses_it;
      out.dropped.push_back(*name);
    } else {
      out.only_indexes = false;
    }
  }
  return out;
}

// Every created index is dropped, and nothing else is; a schema that one of the two leaves out does not matter.
bool undo(const std::vector<plan::IndexStatement>& created, const std::vector<model::QualifiedName>& dropped) {
  return created.size() == dropped.size() &&
         std::all_of(created.begin(), created.end(), [&](const plan::IndexStatement& index) {
           return std::any_of(dropped.begin(), dropped.end(),
                              [&](const model::QualifiedName& name) { return name.name == index.definition.name; });
         });
}

std::string in_quotes(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

// A name as files have it: quotes of SQL only where a part needs them.
std::string name_text(const model::QualifiedName& name) {
  const auto part = [](const std::string& text) {
    const bool plain = text.find_first_of(".\"") == std::string::npos;
    return plain ? text : in_quotes(text);
  };
  return yaml_quoted(name.schema.empty() ? part(name.name) : part(name.schema) + "." + part(name.name));
}

std::string parameters_yaml(const model::Parameters& list) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : list) parts.push_back(yaml_quoted(name) + ": " + yaml_quoted(value));
  return "{" + base::join(parts, ", ") + "}";
}

std::string column_yaml(const model::IndexColumn& column) {
  std::vector<std::string> parts;
  const auto add = [&](const char* key, const std::string& value) { parts.push_back(std::string(key) + ": " + value); };
  if (column.expression.empty())
    add("name", yaml_quoted(column.name));
  else
    add("expression", yaml_quoted(column.expression));
  if (!column.collation.name.empty()) add("collation", name_text(column.collation));
  if (!column.opclass.name.empty()) add("opclass", name_text(column.opclass));
  if (!column.opclass_parameters.empty()) add("opclass_parameters", parameters_yaml(column.opclass_parameters));
  if (column.order != model::Order::unspecified) add("order", column.order == model::Order::asc ? "asc" : "desc");
  if (column.nulls != model::Nulls::unspecified) add("nulls", column.nulls == model::Nulls::first ? "first" : "last");
  return parts.size() == 1 && column.expression.empty() ? yaml_quoted(column.name)
                                                        : "{" + base::join(parts, ", ") + "}";
}

}  // namespace

std::optional<ConcurrentIndexes> read_concurrent_indexes(const std::string& up, const std::string& down) {
  const Statements forward = read(up), back = read(down);
  if (!forward.only_indexes || !back.only_indexes || !forward.concurrent) return std::nullopt;
  const bool silent = back.created.empty() && back.dropped.empty();
  if (forward.dropped.empty() && !forward.created.empty() && back.created.empty() &&
      (silent || undo(forward.created, back.dropped))) {
    ConcurrentIndexes out;
    for (const plan::IndexStatement& index : forward.created) out.created.push_back(index.definition);
    return out;
  }
  if (forward.created.empty() && !forward.dropped.empty() && back.dropped.empty() &&
      (silent || undo(back.created, forward.dropped)))
    return ConcurrentIndexes{{}, forward.dropped};
  return std::nullopt;
}

std::string create_index_yaml(const model::IndexDefinition& definition) {
  std::vector<std::string> parts;
  const auto add = [&](const char* key, const std::string& value) { parts.push_back(std::string(key) + ": " + value); };
  std::vector<std::string> columns, include;
  for (const model::IndexColumn& column : definition.columns) columns.push_back(column_yaml(column));
  for (const std::string& name : definition.include) include.push_back(yaml_quoted(name));
  add("name", yaml_quoted(definition.name));
  add("table", name_text(definition.table));
  if (definition.method != "btree") add("method", yaml_quoted(definition.method));
  add("columns", "[" + base::join(columns, ", ") + "]");
  if (!include.empty()) add("include", "[" + base::join(include, ", ") + "]");
  if (definition.unique) add("unique", "true");
  if (definition.nulls_not_distinct) add("nulls_not_distinct", "true");
  if (!definition.where.empty()) add("where", yaml_quoted(definition.where));
  if (!definition.with.empty()) add("with", parameters_yaml(definition.with));
  if (!definition.tablespace.empty()) add("tablespace", yaml_quoted(definition.tablespace));
  return "create_index: {" + base::join(parts, ", ") + "}";
}

}  // namespace barqdb::adopt
