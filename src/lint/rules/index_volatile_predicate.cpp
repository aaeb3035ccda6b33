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

void check(const Subject& subject, Found& found) {
  if (subject.kind != "IndexStmt") return;
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  bool volatile_part = false;
  const auto look = [&](const plan::SyntaxNode& node) {
    plan::walk(node, [&](const std::string& name, const plan::SyntaxNode& inner) {
      volatile_part = volatile_part || name == "SQLValueFunction";
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
      "and the like in its condition and its expressions. Compare with a constant instead, or index the column and "
      "leave the comparison to the query.";
  rule.bad =
      R"sql(CREATE INDEX CONCURRENTLY idx_recent ON orders (id) WHERE created_at > now() - interval '30 days';)sql";
  rule.safe = R"sql(CREATE INDEX CONCURRENTLY idx_recent ON orders (created_at, id);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
