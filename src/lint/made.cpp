// Statements that make objects which are no tables.
#include "lint/made.hpp"

#include <algorithm>

#include "lint/read.hpp"

namespace barqdb::lint {
namespace {

using plan::SyntaxNode;

void change_enum(const Subject& subject, Schema& schema) {
  KnownEnum& known = schema.enums[name_of(subject.node["typeName"]).name];
  if (subject.kind == "CreateEnumStmt") {
    known.created_in = subject.unit_number;
    known.labels = strings_of(subject.node["vals"]);
  } else if (subject.node["oldVal"].text.empty()) {
    known.labels.push_back(subject.node["newVal"].text);
  }
}

}  // namespace

std::optional<MadeObject> made_by(const std::string& statement, const SyntaxNode& node) {
  if (statement == "ViewStmt") return MadeObject{"view", relation_of(node["view"])};
  if (statement == "CreateSeqStmt") return MadeObject{"sequence", relation_of(node["sequence"])};
  if (statement == "CreateFunctionStmt") return MadeObject{"function", name_of(node["funcname"])};
  if (statement == "CreateEnumStmt" || statement == "CreateRangeStmt")
    return MadeObject{"type", name_of(node["typeName"])};
  if (statement == "CreateDomainStmt") return MadeObject{"type", name_of(node["domainname"])};
  if (statement == "CompositeTypeStmt") return MadeObject{"type", relation_of(node["typevar"])};
  if (statement == "CreateSchemaStmt") return MadeObject{"schema", {"", node["schemaname"].text}};
  if (statement == "CreateRoleStmt") return MadeObject{"role", {"", node["role"].text}};
  if (statement != "DefineStmt") return std::nullopt;
  const bool type = node["kind"].text == "OBJECT_TYPE";
  if (!type && node["kind"].text != "OBJECT_AGGREGATE") return std::nullopt;
  return MadeObject{type ? "type" : "function", name_of(node["defnames"])};
}

bool made_here(const Subject& subject, const std::string& kind, const model::QualifiedName& name) {
  const auto known = subject.schema.made.find({kind, name.name});
  return known != subject.schema.made.end() && known->second == subject.unit_number;
}

bool made_later(const Subject& subject, const std::string& kind, const model::QualifiedName& name) {
  return std::any_of(subject.after.begin(), subject.after.end(), [&](const plan::ParsedStatement& statement) {
    const std::optional<MadeObject> made = made_by(statement.tree.tag(), statement.tree.inner());
    return made && made->kind == kind && made->name.name == name.name;
  });
}

void apply_objects(const Subject& subject, Schema& schema) {
  if (const auto made = made_by(subject.kind, subject.node)) {
    schema.made[{made->kind, made->name.name}] = subject.unit_number;
  }
  if (subject.kind == "CreateEnumStmt" || subject.kind == "AlterEnumStmt") change_enum(subject, schema);
  for (const model::QualifiedName& name : dropped(subject, "OBJECT_TYPE")) schema.enums.erase(name.name);
}

}  // namespace barqdb::lint
