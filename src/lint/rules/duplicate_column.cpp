// duplicate-column: A statement names one column twice.
#include <algorithm>
#include <map>
#include <set>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

using Names = std::vector<std::string>;

// Targets of INSERT and UPDATE. Parts of one column may be set one by one, the whole and a part may not.
Names assigned_twice(const plan::SyntaxNode& targets) {
  std::map<std::string, int> whole;
  std::map<std::string, int> all;
  for (const plan::SyntaxNode& item : targets.items) {
    const std::string& name = item.inner()["name"].text;
    ++all[name];
    if (item.inner()["indirection"].items.empty()) ++whole[name];
  }
  Names out;
  for (const auto& [name, times] : all) {
    if (times > 1 && whole.contains(name)) out.push_back(name);
  }
  return out;
}

Names twice(Names names) {
  std::sort(names.begin(), names.end());
  Names out;
  for (std::size_t i = 1; i < names.size(); ++i) {
    const bool again = !names[i].empty() && names[i] == names[i - 1];
    if (again && (out.empty() || out.back() != names[i])) out.push_back(names[i]);
  }
  return out;
}

// The name that a column of a query gets; "" where telling it takes more than its text.
std::string name_of_target(const plan::SyntaxNode& target) {
  if (!target["name"].text.empty()) return target["name"].text;
  const plan::SyntaxNode& value = target["val"];
  if (value.tag() == "ColumnRef") {
    const Names fields = strings_of(value.inner()["fields"]);
    return fields.empty() ? "" : fields.back();
  }
  if (value.tag() == "FuncCall") return name_of(value.inner()["funcname"]).name;
  return value.tag() == "A_Const" && !value.inner()["boolval"] ? "?column?" : "";  // true is called bool by some
}

// The columns of a view or of CREATE TABLE AS: those named beside it stand for the first ones of the query.
Names columns_of(const plan::SyntaxNode& query, Names named) {
  const auto& targets = query["SelectStmt"]["targetList"].items;
  for (std::size_t i = named.size(); i < targets.size(); ++i) named.push_back(name_of_target(targets[i].inner()));
  return named;
}

Names defined_twice(const Subject& subject) {
  const plan::SyntaxNode& node = subject.node;
  if (subject.kind == "ViewStmt") return twice(columns_of(node["query"], strings_of(node["aliases"])));
  if (subject.kind == "CreateTableAsStmt")
    return twice(columns_of(node["query"], strings_of(node["into"]["colNames"])));
  Names names;
  if (subject.kind == "SelectStmt" && node["intoClause"]) {
    for (const plan::SyntaxNode& target : node["targetList"].items) names.push_back(name_of_target(target.inner()));
  }
  if (subject.kind != "CreateStmt" && subject.kind != "CreateForeignTableStmt") return twice(std::move(names));
  const plan::SyntaxNode& base = subject.kind == "CreateStmt" ? node : node["base"];
  for (const plan::SyntaxNode& item : base["tableElts"].items) names.push_back(item["ColumnDef"]["colname"].text);
  return twice(std::move(names));
}

void check(const Subject& subject, Found& found) {
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  const auto say = [&](const Names& names, const std::string& how) {
    for (const std::string& name : names)
      found.add(name, table, name + " is " + how + " twice, which the server refuses");
  };
  say(defined_twice(subject), "defined");
  static const std::set<std::string> changes = {"SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"};
  if (!changes.contains(subject.kind)) return;
  const auto look = [&](const std::string& name, const plan::SyntaxNode& node) {
    const bool sets = name == "UpdateStmt" || name == "onConflictClause" || name == "MergeWhenClause";
    if (sets) say(assigned_twice(node["targetList"]), "set");
    if (name == "InsertStmt") say(assigned_twice(node["cols"]), "set");
  };
  look(subject.kind, subject.node);
  plan::walk(subject.node, look);
}

}  // namespace

Rule duplicate_column() {
  Rule rule;
  rule.id = "duplicate-column";
  rule.severity = "error";
  rule.summary = "A statement names one column twice.";
  rule.why =
      "The server refuses it: a table or view cannot have two columns of one name, and a column cannot be set "
      "twice by one statement.";
  rule.bad = R"sql(UPDATE orders SET state = 'open', state = 'closed' WHERE id = 1;)sql";
  rule.safe = R"sql(UPDATE orders SET state = 'open' WHERE id = 1;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
