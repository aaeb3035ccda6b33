// index-volatile-predicate: The condition or an expression of an index is not immutable.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// Functions of the server of which no form is immutable (pg_proc.provolatile, the same in 13 to 18).
const std::set<std::string>& mutable_functions() {
  static const std::set<std::string> names = {"array_to_json",
                                              "array_to_string",
                                              "clock_timestamp",
                                              "concat",
                                              "concat_ws",
                                              "current_setting",
                                              "format",
                                              "gen_random_uuid",
                                              "json_build_array",
                                              "json_build_object",
                                              "jsonb_build_array",
                                              "jsonb_build_object",
                                              "make_timestamptz",
                                              "nextval",
                                              "now",
                                              "random",
                                              "row_to_json",
                                              "statement_timestamp",
                                              "timeofday",
                                              "to_char",
                                              "to_date",
                                              "to_json",
                                              "to_jsonb",
                                              "to_number",
                                              "transaction_timestamp"};
  return names;
}

// Of a function with so many arguments; age(a, b) of two times is immutable, age(a) is not.
bool depends_on_session(const std::string& name, std::size_t arguments) {
  return mutable_functions().contains(name) || (name == "age" && arguments == 1) ||
         (name == "to_tsvector" && arguments == 1) || (name == "to_timestamp" && arguments == 2);
}

// Whether the expression is a column that holds an instant, whose day and hour depend on the session's time zone.
bool is_instant(const Subject& subject, const model::QualifiedName& table, const plan::SyntaxNode& expression) {
  const std::vector<std::string> names = strings_of(expression["ColumnRef"]["fields"]);
  if (names.empty()) return false;
  const KnownColumn* column = subject.schema.column(table, names.back());
  return column != nullptr && column->type.name == "timestamptz" && !column->type.array;
}

// created_at::date, date(created_at), date_trunc('day', created_at), extract(hour FROM created_at) of an instant.
bool reads_the_clock_face(const Subject& subject, const model::QualifiedName& table, const std::string& name,
                          const plan::SyntaxNode& node) {
  static const std::set<std::string> functions = {"date", "date_trunc", "date_part", "extract"};
  static const std::set<std::string> types = {"date", "time", "timestamp", "text", "varchar"};
  if (name == "TypeCast")
    return types.contains(type_of(node["typeName"]).name) && is_instant(subject, table, node["arg"]);
  if (name != "FuncCall") return false;
  const auto& arguments = node["args"].items;
  return functions.contains(name_of(node["funcname"]).name) && !arguments.empty() && arguments.size() < 3 &&
         is_instant(subject, table, arguments.back());
}

void check(const Subject& subject, Found& found) {
  if (subject.kind != "IndexStmt") return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  bool volatile_part = false;
  const auto look = [&](const plan::SyntaxNode& node) {
    plan::walk(node, [&](const std::string& name, const plan::SyntaxNode& inner) {
      volatile_part = volatile_part || name == "SQLValueFunction" || reads_the_clock_face(subject, table, name, inner);
      if (name != "FuncCall") return;
      const model::QualifiedName function = name_of(inner["funcname"]);
      const bool own = function.schema.empty() || function.schema == "pg_catalog";
      volatile_part = volatile_part || (own && depends_on_session(function.name, inner["args"].items.size()));
    });
  };
  look(subject.node["whereClause"]);
  look(subject.node["indexParams"]);
  if (!volatile_part) return;
  found.add(subject.node["idxname"].text, table,
            "depends on the time or on the session: the server refuses functions that are not immutable here");
}

}  // namespace

Rule index_volatile_predicate() {
  Rule rule;
  rule.id = "index-volatile-predicate";
  rule.severity = "error";
  rule.summary = "The condition or an expression of an index is not immutable.";
  rule.why =
      "An index keeps what was true when a row was written. The server therefore refuses now(), CURRENT_DATE, random() "
      "and the like in its condition and its expressions, and the day or hour of a timestamptz, which depends on the "
      "session's time zone (name one: (created_at AT TIME ZONE 'UTC')::date). Compare with a constant instead, or "
      "index the column and "
      "leave the comparison to the query.";
  rule.bad =
      R"sql(CREATE INDEX CONCURRENTLY idx_recent ON orders (id) WHERE created_at > now() - interval '30 days';)sql";
  rule.safe = R"sql(CREATE INDEX CONCURRENTLY idx_recent ON orders (created_at, id);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
