// Names, options and lists from parse trees.
#include "lint/read.hpp"

#include <algorithm>

#include "plan/transaction_use.hpp"

namespace barqdb::lint {

using plan::SyntaxNode;

bool Subject::existing(const model::QualifiedName& table) const {
  const KnownTable* known = schema.find(table);
  return known == nullptr || (!known->temporary && known->created_in != unit_number);
}

model::QualifiedName relation_of(const SyntaxNode& range_variable) {
  return {range_variable["schemaname"].text, range_variable["relname"].text};
}

std::vector<std::string> strings_of(const SyntaxNode& strings) {
  std::vector<std::string> out;
  for (const SyntaxNode& item : strings.items) out.push_back(item.inner()["sval"].text);
  return out;
}

model::QualifiedName name_of(const SyntaxNode& strings) {
  const std::vector<std::string> parts = strings_of(strings);
  if (parts.empty()) return {};
  return {parts.size() > 1 ? parts[parts.size() - 2] : "", parts.back()};
}

std::vector<model::QualifiedName> dropped(const Subject& subject, std::string_view type) {
  std::vector<model::QualifiedName> out;
  if (subject.kind != "DropStmt" || subject.node["removeType"].text != type) return out;
  for (const SyntaxNode& object : subject.node["objects"].items) {
    if (object.tag() == "List") out.push_back(name_of(object.inner()["items"]));
    if (object.tag() == "TypeName") out.push_back(name_of(object.inner()["names"]));
    if (object.tag() == "String") out.push_back({"", object.inner()["sval"].text});
    if (object.tag() == "ObjectWithArgs") out.push_back(name_of(object.inner()["objname"]));
  }
  return out;
}

std::vector<model::QualifiedName> tables_of_dropped(const Subject& subject, std::string_view type) {
  std::vector<model::QualifiedName> out;
  if (subject.kind != "DropStmt" || subject.node["removeType"].text != type) return out;
  for (const SyntaxNode& object : subject.node["objects"].items) {
    const std::vector<std::string> parts = strings_of(object.inner()["items"]);
    if (parts.size() < 2) continue;
    out.push_back({parts.size() > 2 ? parts[parts.size() - 3] : "", parts[parts.size() - 2]});
  }
  return out;
}

std::vector<const SyntaxNode*> changes_of(const Subject& subject, std::string_view kind) {
  static const std::set<std::string> running = {"SelectStmt", "InsertStmt", "UpdateStmt",
                                                "DeleteStmt", "MergeStmt",  "CreateTableAsStmt"};
  std::vector<const SyntaxNode*> out;
  if (!running.contains(subject.kind)) return out;
  if (subject.kind == kind) out.push_back(&subject.node);
  plan::walk(subject.node, [&](const std::string& name, const SyntaxNode& node) {
    if (name == kind) out.push_back(&node);
  });
  return out;
}

bool concurrent(const Subject& subject) { return plan::is_concurrent(subject.kind, subject.node); }

std::string collation_of(const SyntaxNode& column_definition) {
  const std::vector<std::string> names = strings_of(column_definition["collClause"]["collname"]);
  return names.empty() || names.back() == "default" ? std::string() : names.back();
}

void collect_not_null(const SyntaxNode& expression, std::set<std::string>& columns) {
  if (expression.tag() == "NullTest" && expression.inner()["nulltesttype"].text == "IS_NOT_NULL") {
    const auto fields = strings_of(expression.inner()["arg"]["ColumnRef"]["fields"]);
    if (!fields.empty()) columns.insert(fields.back());
  }
  if (expression.tag() == "BoolExpr" && expression.inner()["boolop"].text == "AND_EXPR") {
    for (const SyntaxNode& item : expression.inner()["args"].items) collect_not_null(item, columns);
  }
}

void collect_columns(const SyntaxNode& expression, std::set<std::string>& columns) {
  plan::walk(expression, [&](const std::string& name, const SyntaxNode& node) {
    if (name != "ColumnRef") return;
    if (const std::vector<std::string> parts = strings_of(node["fields"]); !parts.empty()) columns.insert(parts.back());
  });
}

bool calls(const SyntaxNode& expression, const std::set<std::string>& functions) {
  bool found = false;
  plan::walk(expression, [&](const std::string& name, const SyntaxNode& node) {
    if (name == "FuncCall") found = found || functions.contains(name_of(node["funcname"]).name);
  });
  return found;
}

namespace {

bool alters_a_table(const Subject& subject) {
  const std::string& type = subject.node["objtype"].text;
  return subject.kind == "AlterTableStmt" && (type == "OBJECT_TABLE" || type == "OBJECT_MATVIEW");
}

const std::string none;

std::vector<AlterCommand> commands_of(const Subject& subject) {
  std::vector<AlterCommand> out;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  if (!subject.existing(table)) return out;
  for (const SyntaxNode& item : subject.node["cmds"].items) {
    const SyntaxNode& command = item.inner();
    out.push_back({table, command["subtype"].text, command["name"].text, command});
  }
  return out;
}

}  // namespace

std::vector<AlterCommand> alter_commands(const Subject& subject) {
  return alters_a_table(subject) ? commands_of(subject) : std::vector<AlterCommand>{};
}

std::vector<AlterCommand> relation_commands(const Subject& subject) {
  const std::string& type = subject.node["objtype"].text;
  const bool other = subject.kind == "AlterTableStmt" && (type == "OBJECT_FOREIGN_TABLE" || type == "OBJECT_VIEW");
  return other ? commands_of(subject) : alter_commands(subject);
}

bool changes_columns(const std::vector<AlterCommand>& commands) {
  static const std::set<std::string> kinds = {"AT_AddColumn", "AT_DropColumn", "AT_AlterColumnType", "AT_SetNotNull",
                                              "AT_DropNotNull"};
  return !commands.empty() && std::all_of(commands.begin(), commands.end(),
                                          [](const AlterCommand& command) { return kinds.contains(command.kind); });
}

const SyntaxNode& AddedColumn::constraint(std::string_view kind) const {
  for (const SyntaxNode& item : definition["constraints"].items) {
    if (item.inner()["contype"].text == kind) return item.inner();
  }
  return definition["absent"];
}

std::vector<AddedColumn> added_columns(const Subject& subject) {
  std::vector<AddedColumn> out;
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind != "AT_AddColumn") continue;
    const SyntaxNode& definition = command.node["def"]["ColumnDef"];
    out.push_back({command.table, definition, type_of(definition["typeName"])});
  }
  return out;
}

std::vector<AddedColumn> columns_added_to_rows(const Subject& subject) {
  std::vector<AddedColumn> out;
  if (!alters_a_table(subject)) return out;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  const KnownTable* known = subject.schema.find(table);
  if (known == nullptr || !known->filled || subject.existing(table)) return out;
  for (const SyntaxNode& item : subject.node["cmds"].items) {
    const SyntaxNode& definition = item.inner()["def"]["ColumnDef"];
    if (item.inner()["subtype"].text == "AT_AddColumn")
      out.push_back({table, definition, type_of(definition["typeName"])});
  }
  return out;
}

std::string AddedConstraint::label() const {
  if (!node["conname"].text.empty()) return node["conname"].text;
  return column.empty() ? "a constraint without a name" : "the constraint of column " + column;
}

std::vector<AddedConstraint> added_constraints(const Subject& subject) {
  std::vector<AddedConstraint> out;
  for (const AlterCommand& command : alter_commands(subject)) {
    const SyntaxNode& definition = command.node["def"];
    if (command.kind == "AT_AddConstraint") {
      const SyntaxNode& node = definition["Constraint"];
      out.push_back({command.table, node, node["contype"].text, none});
    }
    if (command.kind != "AT_AddColumn") continue;
    for (const SyntaxNode& item : definition["ColumnDef"]["constraints"].items) {
      out.push_back(
          {command.table, item.inner(), item.inner()["contype"].text, definition["ColumnDef"]["colname"].text});
    }
  }
  return out;
}

std::vector<DefinedColumn> defined_columns(const Subject& subject) {
  std::vector<DefinedColumn> out;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  const auto add = [&](const SyntaxNode& definition, const std::string& name) {
    if (definition) out.push_back({table, definition, type_of(definition["typeName"]), name});
  };
  if (subject.kind == "CreateStmt") {
    for (const SyntaxNode& item : subject.node["tableElts"].items)
      add(item["ColumnDef"], item["ColumnDef"]["colname"].text);
  } else if (alters_a_table(subject)) {
    for (const SyntaxNode& item : subject.node["cmds"].items) {
      const SyntaxNode& command = item.inner();
      const SyntaxNode& definition = command["def"]["ColumnDef"];
      if (command["subtype"].text == "AT_AddColumn") add(definition, definition["colname"].text);
      if (command["subtype"].text == "AT_AlterColumnType") add(definition, command["name"].text);
    }
  }
  return out;
}

}  // namespace barqdb::lint
