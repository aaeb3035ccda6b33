// Reading facts from PostgreSQL's parse tree (libpg-query's JSON form).
#include "plan/statement_facts.hpp"

#include <pg_query.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "plan/statement_tree.hpp"
#include "plan/tree_expressions.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

class Reader {
 public:
  explicit Reader(StatementFacts& facts) : facts_(facts) {}

  void read(const Json& statement) {
    visit(statement, ValueUse::other, {});
    resolve();
  }

 private:
  void visit(const Json& node, ValueUse use, const TreeColumn& column) {
    if (!node.is_structured()) return;
    if (node.is_array()) {
      for (const Json& inner : node) visit(inner, use, column);
      return;
    }
    for (const auto& [key, inner] : node.items()) visit_node(key, inner, use, column);
  }

  void visit_node(const std::string& key, const Json& node, ValueUse use, const TreeColumn& column) {
    if (key == "A_Const" || key == "ParamRef") return add_value(node, use, column);
    if (key == "A_Expr") return expression(node, use, column);
    if (key == "RangeVar" || key == "relation") return table(node);
    if (key == "SelectStmt" || key == "selectStmt")
      return select(node.contains("SelectStmt") ? node["SelectStmt"] : node);
    if (key == "InsertStmt") return insert(node);
    if (key == "UpdateStmt") return update(node);
    if (key == "DeleteStmt") return write(node);
    if (key == "MergeStmt") return merge(node);
    if (key == "CommonTableExpr") common_.insert(node.value("ctename", ""));
    if (key == "LockingClause") lock(node);
    if (key == "FuncCall") function(node);
    const std::size_t known = facts_.functions.size();
    visit(node, use, column);
    if (key == "RangeFunction")
      facts_.from_functions.insert(facts_.from_functions.end(),
                                   facts_.functions.begin() + static_cast<std::ptrdiff_t>(known),
                                   facts_.functions.end());
  }

  void add_value(const Json& node, ValueUse use, const TreeColumn& column) {
    found_.push_back(
        {{static_cast<std::size_t>(std::max(node.value("location", 0), 0)), use, {}, column.name}, column.qualifier});
  }

  void expression(const Json& node, ValueUse use, const TreeColumn& column) {
    const ValueUse inner = value_use(node);
    TreeColumn compared = first_column(node.value("lexpr", Json()));
    if (compared.name.empty()) compared = first_column(node.value("rexpr", Json()));
    const bool arithmetic = inner == ValueUse::other && use != ValueUse::other;
    if (arithmetic) {
      visit(node, use, column);
    } else {
      visit(node, inner, compared);
    }
  }

  void table(const Json& node) {
    const model::QualifiedName name{node.value("schemaname", ""), node.value("relname", "")};
    if (name.name.empty()) return;
    const std::string alias = node.value("/alias/aliasname"_json_pointer, name.name);
    aliases_[alias] = name;
    if (std::find(facts_.tables.begin(), facts_.tables.end(), name) == facts_.tables.end())
      facts_.tables.push_back(name);
  }

  // Rows of VALUES; `columns` are those that they are written to, as far as they are named.
  void insert_rows(const Json& rows, const std::vector<std::string>& columns) {
    for (const Json& row : rows) {
      std::size_t at = 0;
      for (const Json& item : row.value("/List/items"_json_pointer, Json::array())) {
        visit(item, ValueUse::inserted, {"", at < columns.size() ? columns[at] : ""});
        ++at;
      }
    }
  }

  // `columns` are those that an INSERT writes.
  void select(const Json& node, const std::vector<std::string>& columns = {}) {
    const bool outermost = depth_++ == 0;
    for (const auto& [key, inner] : node.items()) {
      if (key == "limitCount" || key == "limitOffset") {
        if (outermost) facts_.limited = true;
        visit(inner, ValueUse::limit, {});
      } else if (key == "valuesLists") {
        insert_rows(inner, columns);
      } else {
        visit(inner, ValueUse::other, {});
      }
    }
    if (!outermost && node.contains("lockingClause") && node.contains("limitCount") && node.contains("sortClause"))
      facts_.locks_first = true;
    if (outermost) {
      facts_.ordered = node.contains("sortClause");
      facts_.selected = selected_columns(node.value("targetList", Json::array()));
      facts_.aggregates = !node.contains("groupClause") && aggregates(node.value("targetList", Json::array()));
    }
    --depth_;
  }

  void write_to(const Json& node) {
    if (depth_ > 0 || !facts_.target.name.empty()) {
      facts_.writes_inside = true;
    } else {
      facts_.target = {node.value("/relation/schemaname"_json_pointer, ""),
                       node.value("/relation/relname"_json_pointer, "")};
    }
    table(node.value("relation", Json::object()));
  }

  void insert(const Json& node) {
    write_to(node);
    ++depth_;
    const Json& source = node.value("/selectStmt/SelectStmt"_json_pointer, Json::object());
    // SELECT without FROM is one row, as in SELECT $1, $2 WHERE NOT EXISTS (…).
    facts_.inserts_select = source.contains("fromClause") || source.value("op", "SETOP_NONE") != "SETOP_NONE";
    const std::vector<std::string> columns =
        names_in(node.value("cols", Json::array()), "/ResTarget/name"_json_pointer);
    facts_.conflict_columns = names_in(node.value("/onConflictClause/infer/indexElems"_json_pointer, Json::array()),
                                       "/IndexElem/name"_json_pointer);
    for (const auto& [key, inner] : node.items()) {
      if (key == "selectStmt") {
        select(source, columns);
      } else if (key != "relation") {
        visit(inner, ValueUse::other, {});
      }
    }
    --depth_;
  }

  void update(const Json& node) {
    write_to(node);
    ++depth_;
    for (const auto& [key, inner] : node.items()) {
      if (key == "targetList") {
        for (const Json& target : inner) {
          visit(target, ValueUse::assigned, {"", target.value("/ResTarget/name"_json_pointer, "")});
        }
      } else if (key != "relation") {
        visit(inner, ValueUse::other, {});
      }
    }
    --depth_;
  }

  // What is merged may be one row, written as a SELECT without FROM or as VALUES, or rows of a table.
  void merge(const Json& node) {
    const Json source = node.value("/sourceRelation/RangeSubselect/subquery/SelectStmt"_json_pointer, Json());
    facts_.inserts_select = !source.is_object() || source.contains("fromClause");
    write(node);
  }

  // A DELETE, or a MERGE.
  void write(const Json& node) {
    write_to(node);
    ++depth_;
    for (const auto& [key, inner] : node.items()) {
      if (key != "relation") visit(inner, ValueUse::other, {});
    }
    --depth_;
  }

  void lock(const Json& node) {
    facts_.locks_rows = true;
    if (node.value("waitPolicy", "") == "LockWaitSkip") facts_.skips_locked = true;
  }

  void function(const Json& node) {
    const Json names = node.value("funcname", Json::array());
    if (!names.empty()) facts_.functions.push_back(base::lower(names.back().value("/String/sval"_json_pointer, "")));
  }

  // Qualifiers become tables; a column without one belongs to the only table there is.
  void resolve() {
    std::erase_if(facts_.tables, [&](const auto& name) { return name.schema.empty() && common_.contains(name.name); });
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Found& left, const Found& right) { return left.value.offset < right.value.offset; });
    for (Found& found : found_) {
      if (const auto alias = aliases_.find(found.qualifier); alias != aliases_.end()) {
        found.value.table = alias->second;
      } else if (!facts_.target.name.empty()) {
        found.value.table = facts_.target;
      } else if (facts_.tables.size() == 1) {
        found.value.table = facts_.tables.front();
      }
      facts_.values.push_back(std::move(found.value));
    }
  }

  struct Found {
    StatementValue value;
    std::string qualifier;
  };

  StatementFacts& facts_;
  std::vector<Found> found_;
  std::map<std::string, model::QualifiedName> aliases_;
  std::set<std::string> common_;
  int depth_ = 0;
};

std::string fingerprint_of_bytes(const std::string& text) { return base::sha256_hex(text).substr(0, 16); }

// Of a statement that has a tree: libpg-query walks it by recursion.
std::string fingerprint_of(const std::string& text) {
  const PgQueryFingerprintResult result = pg_query_fingerprint(text.c_str());
  std::string fingerprint = result.error == nullptr ? result.fingerprint_str : fingerprint_of_bytes(text);
  pg_query_free_fingerprint_result(result);
  return fingerprint;
}

}  // namespace

StatementFacts statement_facts(std::string_view sql) {
  StatementFacts facts;
  const std::string text(sql);
  const Json tree = statement_tree(sql);
  facts.fingerprint = tree.is_object() ? fingerprint_of(text) : fingerprint_of_bytes(text);
  // The tree's form is the parser's; should it be another than expected, know nothing rather than fail.
  try {
    if (!tree.is_object() || tree.at("stmts").empty()) return facts;
    const Json& statement = tree.at("stmts").at(0).at("stmt");
    facts.several = tree.at("stmts").size() > 1;
    facts.kind = statement.begin().key();
    Reader(facts).read(statement);
    facts.parsed = true;
  } catch (const Json::exception&) {
    facts.parsed = false;
  }
  return facts;
}

}  // namespace barqdb::plan
