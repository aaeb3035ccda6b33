// Effects of DDL on what is known of the schema.
#include "lint/effects.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "lint/made.hpp"
#include "lint/read.hpp"

namespace barqdb::lint {
namespace {

using plan::SyntaxNode;

KnownColumn column_of(const SyntaxNode& definition) {
  KnownColumn out;
  out.type = type_of(definition["typeName"]);
  out.not_null = is_serial(out.type);
  if (is_serial(out.type)) out.type.name = "int" + std::to_string(integer_bytes(out.type));  // no type of its own
  for (const SyntaxNode& item : definition["constraints"].items) {
    const std::string& kind = item.inner()["contype"].text;
    if (kind == "CONSTR_NOTNULL" || kind == "CONSTR_PRIMARY" || kind == "CONSTR_IDENTITY") out.not_null = true;
  }
  out.collation = collation_of(definition);
  return out;
}

// The index that PostgreSQL makes for a key, so that an equal one beside it is found.
void add_key_index(const model::QualifiedName& table, const KnownConstraint& constraint, const Subject& subject,
                   Schema& schema) {
  if (constraint.kind != "CONSTR_PRIMARY" && constraint.kind != "CONSTR_UNIQUE") return;
  IndexFact index;
  index.table = schema.full(table);
  std::string name = constraint.name;
  if (name.empty()) {
    name = index.table.name;
    if (constraint.kind == "CONSTR_UNIQUE") {
      for (const std::string& column : constraint.columns) name += "_" + column;
    }
    name += constraint.kind == "CONSTR_PRIMARY" ? "_pkey" : "_key";
  }
  index.name = {index.table.schema, name};
  for (const std::string& column : constraint.columns) index.keys.push_back({column, "", "", "", false, false});
  index.unique = true;
  index.constraint = true;
  index.unit = subject.unit_number;
  if (!index.keys.empty()) schema.indexes[index.name] = std::move(index);
}

void add_constraint(const model::QualifiedName& table, const SyntaxNode& node, const std::string& column,
                    const Subject& subject, Schema& schema) {
  KnownConstraint out;
  out.name = node["conname"].text;
  out.kind = node["contype"].text;
  out.valid = !node["skip_validation"].flag;
  out.transaction = subject.transaction.id;
  out.unit = subject.unit_number;
  out.columns = strings_of(out.kind == "CONSTR_FOREIGN" ? node["fk_attrs"] : node["keys"]);
  if (out.columns.empty() && !column.empty()) out.columns = {column};
  if (out.kind == "CONSTR_CHECK") {
    collect_not_null(node["raw_expr"], out.not_null_columns);
    collect_columns(node["raw_expr"], out.checked_columns);
  }
  KnownTable& known = schema.table(table);
  if (out.kind == "CONSTR_PRIMARY") {
    for (const std::string& key : out.columns) known.columns[key].not_null = true;
  }
  if (node["indexname"].text.empty()) add_key_index(table, out, subject, schema);
  known.constraints.push_back(std::move(out));
}

void add_column(const model::QualifiedName& table, const SyntaxNode& definition, const Subject& subject,
                Schema& schema) {
  const std::string& name = definition["colname"].text;
  schema.table(table).columns[name] = column_of(definition);
  for (const SyntaxNode& item : definition["constraints"].items)
    add_constraint(table, item.inner(), name, subject, schema);
}

void create_table(const Subject& subject, Schema& schema) {
  const SyntaxNode& node = subject.node;
  const model::QualifiedName name = relation_of(node["relation"]);
  if (node["if_not_exists"].flag && schema.find(name) != nullptr) return;
  KnownTable table;
  table.created_in = subject.unit_number;
  table.transaction = subject.transaction.id;
  table.temporary = node["relation"]["relpersistence"].text == "t" || name.schema == "pg_temp";
  table.partitioned = static_cast<bool>(node["partspec"]);
  if (node["partbound"]) table.partition_of = schema.full(relation_of(node["inhRelations"].items[0].inner()));
  schema.add_table(name, std::move(table));
  for (const SyntaxNode& item : node["tableElts"].items) {
    if (item["ColumnDef"]) add_column(name, item["ColumnDef"], subject, schema);
  }
  for (const SyntaxNode& item : node["tableElts"].items) {
    if (item["Constraint"]) add_constraint(name, item["Constraint"], "", subject, schema);
  }
}

void create_from_query(const Subject& subject, const SyntaxNode& into, Schema& schema) {
  KnownTable table;
  table.created_in = subject.unit_number;
  table.transaction = subject.transaction.id;
  table.temporary = into["rel"]["relpersistence"].text == "t";
  schema.add_table(relation_of(into["rel"]), std::move(table));
}

void validate(const std::string& name, KnownTable& table) {
  for (KnownConstraint& constraint : table.constraints) {
    if (constraint.name == name) constraint.valid = true;
  }
}

void alter_column(const SyntaxNode& command, KnownTable& table) {
  const std::string& kind = command["subtype"].text;
  const std::string& name = command["name"].text;
  if (kind == "AT_SetNotNull") table.columns[name].not_null = true;
  if (kind == "AT_DropNotNull") table.columns[name].not_null = false;
  if (kind == "AT_AlterColumnType") {
    table.columns[name].type = type_of(command["def"]["ColumnDef"]["typeName"]);
    table.columns[name].collation = collation_of(command["def"]["ColumnDef"]);
  }
  if (kind == "AT_DropColumn") table.columns.erase(name);
  if (kind == "AT_ValidateConstraint") validate(name, table);
  if (kind == "AT_DropConstraint") {
    std::erase_if(table.constraints, [&](const KnownConstraint& constraint) { return constraint.name == name; });
  }
}

void drop_column_indexes(const model::QualifiedName& table, const std::string& column, Schema& schema) {
  std::erase_if(schema.indexes, [&](const auto& entry) {
    const auto& keys = entry.second.keys;
    return entry.second.table == table &&
           std::any_of(keys.begin(), keys.end(), [&](const IndexKey& key) { return key.column == column; });
  });
}

void alter_table(const Subject& subject, Schema& schema) {
  const std::string& type = subject.node["objtype"].text;
  if (type != "OBJECT_TABLE" && type != "OBJECT_MATVIEW") return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  for (const SyntaxNode& item : subject.node["cmds"].items) {
    const SyntaxNode& command = item.inner();
    const std::string& kind = command["subtype"].text;
    if (kind == "AT_AddColumn") {
      add_column(table, command["def"]["ColumnDef"], subject, schema);
    } else if (kind == "AT_AddConstraint") {
      add_constraint(table, command["def"]["Constraint"], "", subject, schema);
    } else {
      alter_column(command, schema.table(table));
    }
    const SyntaxNode& part = command["def"]["PartitionCmd"]["name"];
    if (kind == "AT_AttachPartition") schema.table(relation_of(part)).partition_of = schema.full(table);
    if (kind == "AT_DetachPartition") schema.table(relation_of(part)).partition_of = {};
    if (kind == "AT_DropColumn") drop_column_indexes(schema.full(table), command["name"].text, schema);
    if (kind == "AT_DropConstraint") schema.indexes.erase({schema.full(table).schema, command["name"].text});
  }
}

void rename_column(const model::QualifiedName& table, const std::string& from, const std::string& to, Schema& schema) {
  KnownTable& known = schema.table(table);
  if (auto node = known.columns.extract(from)) {
    node.key() = to;
    known.columns.insert(std::move(node));
  }
  const model::QualifiedName full = schema.full(table);
  for (auto& [name, index] : schema.indexes) {
    if (index.table != full) continue;
    for (IndexKey& key : index.keys) {
      if (key.column == from) key.column = to;
    }
  }
}

void rename_index(const model::QualifiedName& from, const std::string& to, Schema& schema) {
  auto node = schema.indexes.extract({from.schema.empty() ? "public" : from.schema, from.name});
  if (!node) return;
  node.key().name = to;
  node.mapped().name.name = to;
  schema.indexes.insert(std::move(node));
}

void rename(const Subject& subject, Schema& schema) {
  const SyntaxNode& node = subject.node;
  const std::string& type = node["renameType"].text;
  const std::string& to = node["newname"].text;
  const model::QualifiedName name = relation_of(node["relation"]);
  if (type == "OBJECT_TABLE" || type == "OBJECT_MATVIEW") schema.rename_table(name, {schema.full(name).schema, to});
  if (type == "OBJECT_INDEX") rename_index(name, to, schema);
  if (type == "OBJECT_COLUMN") rename_column(name, node["subname"].text, to, schema);
  if (type == "OBJECT_TABCONSTRAINT") {
    for (KnownConstraint& constraint : schema.table(name).constraints) {
      if (constraint.name == node["subname"].text) constraint.name = to;
    }
  }
}

void drop(const Subject& subject, Schema& schema) {
  for (const char* type : {"OBJECT_TABLE", "OBJECT_MATVIEW"}) {
    for (const model::QualifiedName& name : dropped(subject, type)) schema.drop_table(name);
  }
  for (const model::QualifiedName& name : dropped(subject, "OBJECT_INDEX")) {
    std::erase_if(schema.indexes, [&](const auto& entry) {
      return entry.first.name == name.name && (name.schema.empty() || entry.first.schema == name.schema);
    });
  }
}

// SET search_path TO app, public
void change_search_path(const SyntaxNode& node, Schema& schema) {
  if (node["name"].text != "search_path") return;
  const auto& values = node["args"].items;
  const std::string first = values.empty() ? "" : values.front()["A_Const"]["sval"]["sval"].text;
  schema.set_current(first.empty() || first == "$user" ? "public" : first);
}

// The name that the server chooses, but for the names of functions in it.
model::QualifiedName chosen_name(const IndexFact& index, const Schema& schema) {
  std::string stem = index.table.name;
  for (const IndexKey& key : index.keys) stem += "_" + (key.column.empty() ? "expr" : key.column);
  model::QualifiedName name{index.table.schema, stem + "_idx"};
  for (int number = 1; schema.indexes.contains(name); ++number) name.name = stem + "_idx" + std::to_string(number);
  return name;
}

// CREATE TABLE in grammar that the parser does not know: the table is new all the same.
void create_unparsed(const Subject& subject, Schema& schema) {
  std::string words = base::one_line(subject.text.substr(0, subject.text.find('(')), 400);
  const auto take = [&](std::string_view word) {
    const bool there = base::lower(words).starts_with(word);
    if (there) words.erase(0, word.size());
    return there;
  };
  if (!take("create ")) return;
  KnownTable table;
  table.temporary = take("temporary ") || take("temp ");
  take("unlogged ");
  if (!take("table ")) return;
  take("if not exists ");
  const std::string written = words.substr(0, words.find(' '));
  table.created_in = subject.unit_number;
  table.transaction = subject.transaction.id;
  try {
    schema.add_table(model::parse_qualified_name(written), std::move(table));
  } catch (const base::Error&) {  // then it is no name, and nothing is known
  }
}

}  // namespace

void apply_index(IndexFact index, int unit, Schema& schema) {
  index.table = schema.full(index.table);
  index.name.schema = index.table.schema;
  index.unit = unit;
  if (index.name.name.empty()) index.name = chosen_name(index, schema);
  schema.indexes[index.name] = std::move(index);
}

void apply_statement(const Subject& subject, Schema& schema) {
  const std::string& kind = subject.kind;
  const SyntaxNode& node = subject.node;
  if (kind == "CreateStmt") create_table(subject, schema);
  if (kind.empty()) create_unparsed(subject, schema);
  if (kind == "VariableSetStmt") change_search_path(node, schema);
  if (kind == "CreateTableAsStmt") create_from_query(subject, node["into"], schema);
  if (kind == "SelectStmt" && node["intoClause"]) create_from_query(subject, node["intoClause"], schema);
  if (kind == "AlterTableStmt") alter_table(subject, schema);
  if (kind == "RenameStmt") rename(subject, schema);
  if (kind == "DropStmt") drop(subject, schema);
  apply_objects(subject, schema);
  if (kind == "IndexStmt") apply_index(index_of(node), subject.unit_number, schema);
  const bool copied = kind == "CopyStmt" && node["is_from"].flag;
  if ((kind == "InsertStmt" || copied) && schema.find(relation_of(node["relation"])) != nullptr)
    schema.table(relation_of(node["relation"])).filled = true;
  if (kind == "TruncateStmt") {
    for (const SyntaxNode& item : node["relations"].items) {
      if (schema.find(relation_of(item.inner())) != nullptr) schema.table(relation_of(item.inner())).filled = false;
    }
  }
  if (kind == "AlterObjectSchemaStmt" && node["relation"]) {
    const model::QualifiedName name = relation_of(node["relation"]);
    schema.rename_table(name, {node["newschema"].text, name.name});
  }
}

}  // namespace barqdb::lint
