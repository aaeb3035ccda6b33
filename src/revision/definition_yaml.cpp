// Writing index definitions, one line an index where that is enough.
#include "revision/definition_yaml.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "base/yaml_scalar.hpp"

namespace barqdb::revision {
namespace {

using base::yaml_scalar;
using model::IndexColumn;
using model::IndexDefinition;

constexpr std::size_t widest = 140;

using Entries = std::vector<std::pair<std::string, std::string>>;  // keys and values as YAML

std::string flow_map(const Entries& entries) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : entries) parts.push_back(key + ": " + value);
  return "{" + base::join(parts, ", ") + "}";
}

std::string flow_list(const std::vector<std::string>& items) { return "[" + base::join(items, ", ") + "]"; }

std::string quoted_part(const std::string& part) {
  std::string out = "\"";
  for (const char c : part) {
    if (c == '"') out += c;
    out += c;
  }
  return out + "\"";
}

std::string part_text(const std::string& part) {
  const bool special = std::any_of(part.begin(), part.end(), [](char c) {
    return c == '.' || c == '"' || static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
  });
  return special ? quoted_part(part) : part;
}

// A column's name is taken as it is, dots and all; only a leading quote would be read as quoting.
std::string column_text(const std::string& name) {
  return name.starts_with('"') || base::trim(name).empty() ? quoted_part(name) : name;
}

// Whether the reader would take the name alone for SQL.
bool needs_map(const std::string& name) {
  const std::string word = base::lower(name);
  if (word.find('(') != std::string::npos) return true;
  for (const char* end : {" asc", " desc", " nulls first", " nulls last"}) {
    if (word.ends_with(end)) return true;
  }
  return false;
}

// Storage parameters are mostly numbers, which need no quotes; off and yes would be booleans without.
std::string parameter_value(const std::string& value) {
  const bool number = !value.empty() && value.size() < 10 && (value == "0" || value.front() != '0') &&
                      value.find_first_not_of("0123456789") == std::string::npos;
  return number ? value : yaml_scalar(value);
}

std::string parameters_text(const model::Parameters& parameters) {
  Entries entries;
  for (const auto& [name, value] : parameters) entries.emplace_back(yaml_scalar(name), parameter_value(value));
  return flow_map(entries);
}

std::string column_value(const IndexColumn& column) {
  Entries entries;
  if (column.expression.empty()) {
    entries.emplace_back("name", yaml_scalar(column_text(column.name)));
  } else {
    entries.emplace_back("expression", yaml_scalar(column.expression));
  }
  if (!column.collation.name.empty()) entries.emplace_back("collation", yaml_scalar(name_text(column.collation)));
  if (!column.opclass.name.empty()) entries.emplace_back("opclass", yaml_scalar(name_text(column.opclass)));
  if (!column.opclass_parameters.empty())
    entries.emplace_back("opclass_parameters", parameters_text(column.opclass_parameters));
  if (column.order == model::Order::asc) entries.emplace_back("order", "asc");
  if (column.order == model::Order::desc) entries.emplace_back("order", "desc");
  if (column.nulls == model::Nulls::first) entries.emplace_back("nulls", "first");
  if (column.nulls == model::Nulls::last) entries.emplace_back("nulls", "last");
  if (column.statistics >= 0) entries.emplace_back("statistics", std::to_string(column.statistics));
  if (!column.exclusion_operator.empty()) entries.emplace_back("operator", yaml_scalar(column.exclusion_operator));
  const bool plain = entries.size() == 1 && column.expression.empty() && !needs_map(column.name);
  return plain ? entries.front().second : flow_map(entries);
}

std::vector<std::string> scalars(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const std::string& text : texts) out.push_back(yaml_scalar(text));
  return out;
}

std::string one_or_list(const std::vector<std::string>& texts) {
  return texts.size() == 1 ? yaml_scalar(texts.front()) : flow_list(scalars(texts));
}

void add_rest(const IndexDefinition& definition, Entries& entries) {
  const auto text = [&](const char* key, const std::string& value) {
    if (!value.empty()) entries.emplace_back(key, yaml_scalar(value));
  };
  const auto flag = [&](const char* key, bool value) {
    if (value) entries.emplace_back(key, "true");
  };
  flag("deferrable", definition.deferrable);
  flag("initially_deferred", definition.initially_deferred);
  flag("nulls_not_distinct", definition.nulls_not_distinct);
  text("where", definition.where);
  if (!definition.with.empty()) entries.emplace_back("with", parameters_text(definition.with));
  text("tablespace", definition.tablespace);
  flag("only", definition.only);
  if (!definition.part_of.name.empty()) text("part_of", name_text(definition.part_of));
  flag("cluster", definition.cluster);
  flag("replica_identity", definition.replica_identity);
  text("comment", definition.comment);
  if (!definition.depends_on_extensions.empty())
    entries.emplace_back("depends_on_extensions", flow_list(scalars(definition.depends_on_extensions)));
  if (!definition.requires_extensions.empty())
    entries.emplace_back("requires", flow_list(scalars(definition.requires_extensions)));
  text("why", definition.why);
  if (!definition.queries.empty()) entries.emplace_back("query", one_or_list(definition.queries));
}

Entries entries_of(const IndexDefinition& definition, bool named) {
  Entries entries;
  if (named) {
    entries.emplace_back("name", yaml_scalar(name_text({"", definition.name})));
    entries.emplace_back("table", yaml_scalar(name_text(definition.table)));
  }
  if (!definition.constraint.empty()) entries.emplace_back("constraint", yaml_scalar(definition.constraint));
  if (definition.method != "btree") entries.emplace_back("method", yaml_scalar(definition.method));
  std::vector<std::string> columns;
  for (const IndexColumn& column : definition.columns) columns.push_back(column_value(column));
  entries.emplace_back("columns", flow_list(columns));
  if (!definition.include.empty()) {
    std::vector<std::string> names;
    for (const std::string& name : definition.include) names.push_back(column_text(name));
    entries.emplace_back("include", flow_list(scalars(names)));
  }
  if (definition.unique && definition.constraint.empty()) entries.emplace_back("unique", "true");
  add_rest(definition, entries);
  return entries;
}

std::string block(const IndexDefinition& definition, const Entries& entries, std::size_t indent) {
  std::string out;
  const std::string margin(indent, ' ');
  for (const auto& [key, value] : entries) {
    out += "\n" + margin + key + ":";
    if (key != "columns" || indent + value.size() <= widest) {
      out += " " + value;
      continue;
    }
    for (const IndexColumn& column : definition.columns) out += "\n" + margin + "  - " + column_value(column);
  }
  return out;
}

// "# " before every line of a text that ends with a line break.
std::string commented(const std::string& text) {
  std::string out;
  std::vector<std::string_view> lines = base::split(text, '\n');
  lines.pop_back();
  for (const std::string_view line : lines)
    out += "  # " + std::string(line.substr(std::min<std::size_t>(2, line.size()))) + "\n";
  return out;
}

std::string entry_text(const DefinitionEntry& entry) {
  const std::string key = yaml_scalar(name_text({"", entry.definition->name}));
  std::string value = definition_value(*entry.definition, 4);
  const bool one_line = value.front() == '{';
  if (one_line && key.size() + value.size() + 4 > widest) {
    value = block(*entry.definition, entries_of(*entry.definition, false), 4);
  }
  const std::string text = "  " + key + ":" + (value.front() == '{' ? " " : "") + value + "\n";
  return entry.disabled.empty() ? text : "  # " + entry.disabled + "\n" + commented(text);
}

}  // namespace

std::string name_text(const model::QualifiedName& name) {
  return name.schema.empty() ? part_text(name.name) : part_text(name.schema) + "." + part_text(name.name);
}

std::string definition_line(const IndexDefinition& definition) { return flow_map(entries_of(definition, false)); }

std::string definition_value(const IndexDefinition& definition, std::size_t indent, bool named) {
  const Entries entries = entries_of(definition, named);
  std::string line = flow_map(entries);
  return indent + line.size() <= widest ? line : block(definition, entries, indent);
}

std::string definitions_text(std::vector<DefinitionEntry> entries) {
  const auto order = [](const DefinitionEntry& entry) {
    return std::tie(entry.definition->table, entry.definition->name);
  };
  std::sort(entries.begin(), entries.end(),
            [&](const DefinitionEntry& a, const DefinitionEntry& b) { return order(a) < order(b); });
  std::string out;
  bool empty = true;
  for (auto begin = entries.begin(); begin != entries.end();) {
    const auto end = std::find_if(begin, entries.end(), [&](const DefinitionEntry& entry) {
      return entry.definition->table != begin->definition->table;
    });
    const bool any = std::any_of(begin, end, [](const DefinitionEntry& entry) { return entry.disabled.empty(); });
    if (!out.empty()) out += "\n";
    empty = empty && !any;
    // A table without an entry would be an error.
    out += (any ? "" : "# ") + yaml_scalar(name_text(begin->definition->table)) + ":\n";
    for (; begin != end; ++begin) out += entry_text(*begin);
  }
  return empty ? out + "{}\n" : out;
}

}  // namespace barqdb::revision
