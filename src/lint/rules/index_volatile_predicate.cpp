// index-volatile-predicate: The condition or an expression of an index is not immutable.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "IndexStmt") return;
  static const std::set<std::string> mutable_functions = {"now",
                                                          "random",
                                                          "clock_timestamp",
                                                          "statement_timestamp",
                                                          "transaction_timestamp",
                                                          "timeofday",
                                                          "gen_random_uuid",
                                                          "age",
                                                          "nextval",
                                                          "current_setting"};
  const model::QualifiedName table = relation_of(subject.node["relation"]);
  bool volatile_part = false;
  const auto look = [&](const plan::SyntaxNode& node) {
    volatile_part = volatile_part || calls(node, mutable_functions);
    plan::walk(node, [&](const std::string& name, const plan::SyntaxNode&) {
      volatile_part = volatile_part || name == "SQLValueFunction";
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
