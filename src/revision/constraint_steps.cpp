// The steps add_foreign_key, add_check, add_unique and set_not_null.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "revision/index_definition.hpp"
#include "revision/names.hpp"
#include "revision/steps.hpp"

namespace barqdb::revision {
namespace {

using base::Diagnostics;
using base::YamlMap;
using base::YamlNode;

// Complains about each of the keys that has no value; `example` shows the step as it should be.
bool has_all(YamlMap& map, const YamlNode& node, const std::string& step, const std::vector<const char*>& keys,
             const std::string& example, Diagnostics& diagnostics) {
  bool all = true;
  for (const char* key : keys) {
    const YamlNode* value = map.node(key);
    if (value != nullptr && !value->is_null() && !(value->is_scalar() && value->scalar.empty())) continue;
    diagnostics.add("a step " + step + " has no " + std::string(key), "write " + step + ": " + example, node.place);
    all = false;
  }
  return all;
}

std::string read_constraint_name(const std::string& text, const base::Place& place, Diagnostics& diagnostics) {
  const model::QualifiedName name = read_qualified_name(text, "constraint", place, diagnostics);
  if (name.schema.empty()) return name.name;
  diagnostics.add("the constraint name " + name.text() + " has a schema; a constraint belongs to its table",
                  "write " + name.name + " alone; a name with a dot in it stands in double quotes", place);
  return "";
}

std::vector<std::string> read_columns(YamlMap& map, const char* key, Diagnostics& diagnostics) {
  std::vector<std::string> columns;
  for (const std::string& name : map.texts(key)) {
    columns.push_back(read_column_name(name, map.place(key), diagnostics));
  }
  return columns;
}

struct Word {
  const char* text;
  char code;
};

// One of the words, in whatever case; the first is the default.
char read_word(YamlMap& map, const char* key, const std::vector<Word>& words, Diagnostics& diagnostics) {
  const std::string text = base::lower(map.text(key, words.front().text));
  const auto found = std::find_if(words.begin(), words.end(), [&](const Word& word) { return text == word.text; });
  if (found != words.end()) return found->code;
  std::vector<std::string> known;
  for (const Word& word : words) known.emplace_back(word.text);
  diagnostics.add("\"" + std::string(key) + "\" cannot be \"" + base::one_line(text, 40) + "\"",
                  "write one of: " + base::join(known, ", "), map.place(key));
  return words.front().code;
}

void read_deferral(YamlMap& map, bool& deferrable, bool& initially_deferred, Diagnostics& diagnostics) {
  deferrable = map.flag("deferrable");
  initially_deferred = map.flag("initially_deferred");
  if (!initially_deferred || deferrable) return;
  diagnostics.add("\"initially_deferred\" means nothing without deferrable", "add deferrable: true, or remove it",
                  map.place("initially_deferred"));
}

// Name and table, which both kinds have.
model::ConstraintDefinition read_head(YamlMap& map, Diagnostics& diagnostics) {
  model::ConstraintDefinition definition;
  definition.place = map.place("name");
  definition.table_place = map.place("table");
  if (const std::string name = map.text("name"); !name.empty())
    definition.name = read_constraint_name(name, definition.place, diagnostics);
  if (const std::string table = map.text("table"); !table.empty())
    definition.table = read_qualified_name(table, "table", definition.table_place, diagnostics);
  return definition;
}

}  // namespace

void read_add_foreign_key(const YamlNode& node, const StepSource&, model::RevisionBody& body,
                          Diagnostics& diagnostics) {
  YamlMap map(node, "an add_foreign_key step", diagnostics);
  if (!node.is_map()) return;
  has_all(map, node, "add_foreign_key", {"name", "table", "columns", "references"},
          "{name: t_other_fkey, table: t, columns: [other_id], references: other}", diagnostics);
  model::ConstraintDefinition definition = read_head(map, diagnostics);
  definition.columns = read_columns(map, "columns", diagnostics);
  definition.columns_place = map.place("columns");
  definition.references_place = map.place("references");
  if (const std::string table = map.text("references"); !table.empty())
    definition.references = read_qualified_name(table, "referenced table", definition.references_place, diagnostics);
  definition.referenced_columns = read_columns(map, "referenced_columns", diagnostics);
  if (!definition.referenced_columns.empty() && definition.referenced_columns.size() != definition.columns.size()) {
    diagnostics.add("a foreign key has as many referenced columns as columns",
                    "name one of the other table's columns for each", map.place("referenced_columns"));
  }
  const std::vector<Word> actions = {
      {"no action", 'a'}, {"restrict", 'r'}, {"cascade", 'c'}, {"set null", 'n'}, {"set default", 'd'}};
  definition.on_delete = read_word(map, "on_delete", actions, diagnostics);
  definition.on_update = read_word(map, "on_update", actions, diagnostics);
  definition.match = read_word(map, "match", {{"simple", 's'}, {"full", 'f'}}, diagnostics);
  read_deferral(map, definition.deferrable, definition.initially_deferred, diagnostics);
  map.finish();
  body.steps.emplace_back(model::AddConstraintStep{std::move(definition), node.place});
}

void read_add_check(const YamlNode& node, const StepSource&, model::RevisionBody& body, Diagnostics& diagnostics) {
  YamlMap map(node, "an add_check step", diagnostics);
  if (!node.is_map()) return;
  if (!has_all(map, node, "add_check", {"name", "table", "check"}, "{name: t_a_positive, table: t, check: a > 0}",
               diagnostics)) {
    return map.finish();
  }
  model::ConstraintDefinition definition = read_head(map, diagnostics);
  definition.check = map.text("check");
  definition.check_place = map.place("check");
  map.finish();
  body.steps.emplace_back(model::AddConstraintStep{std::move(definition), node.place});
}

void read_set_not_null(const YamlNode& node, const StepSource&, model::RevisionBody& body, Diagnostics& diagnostics) {
  YamlMap map(node, "a set_not_null step", diagnostics);
  if (!node.is_map()) return;
  model::SetNotNullStep step;
  step.place = node.place;
  step.table_place = map.place("table");
  step.column_place = map.place("column");
  if (has_all(map, node, "set_not_null", {"table", "column"}, "{table: t, column: a}", diagnostics)) {
    step.table = read_qualified_name(map.text("table"), "table", step.table_place, diagnostics);
    step.column = read_column_name(map.text("column"), step.column_place, diagnostics);
  }
  map.finish();
  body.steps.emplace_back(std::move(step));
}

void read_add_unique(const YamlNode& node, const StepSource&, model::RevisionBody& body, Diagnostics& diagnostics) {
  YamlMap map(node, "an add_unique step", diagnostics);
  if (!node.is_map()) return;
  has_all(map, node, "add_unique", {"name", "table", "columns"}, "{name: t_a_key, table: t, columns: [a]}",
          diagnostics);
  const model::ConstraintDefinition head = read_head(map, diagnostics);
  model::AddUniqueStep step;
  step.place = node.place;
  step.definition.name = head.name;
  step.definition.table = head.table;
  step.definition.place = head.place;
  step.definition.table_place = head.table_place;
  step.definition.unique = true;
  read_deferral(map, step.deferrable, step.initially_deferred, diagnostics);
  for (const char* key : {"where", "method", "unique", "constraint", "only", "part_of"}) {
    if (!map.has(key)) continue;
    diagnostics.add("a unique constraint has no \"" + std::string(key) + "\"",
                    "remove it, or write create_index with unique: true", map.place(key));
  }
  read_index_definition(map, step.definition, diagnostics);
  for (const model::IndexColumn& column : step.definition.columns) {
    const bool plain = column.expression.empty() && column.order != model::Order::desc &&
                       column.nulls != model::Nulls::first && column.collation.name.empty() &&
                       column.opclass.name.empty();
    if (plain) continue;
    diagnostics.add("a unique constraint is of plain columns: no expression, order, collation or operator class",
                    "write the column's name alone, or create_index with unique: true", column.place);
  }
  body.steps.emplace_back(std::move(step));
}

}  // namespace barqdb::revision
