// drop-index-concurrently-refused: DROP INDEX CONCURRENTLY in a form that the server refuses.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (!concurrent(subject)) return;
  const std::vector<model::QualifiedName> names = dropped(subject, "OBJECT_INDEX");
  const bool cascades = subject.node["behavior"].text == "DROP_CASCADE";
  if (names.size() < 2 && !(cascades && !names.empty())) return;
  found.add(names.front().text(), {},
            names.size() > 1 ? "drops several indexes: CONCURRENTLY takes one a statement"
                             : "has CASCADE, which CONCURRENTLY does not know");
}

}  // namespace

Rule drop_index_concurrently_refused() {
  Rule rule;
  rule.id = "drop-index-concurrently-refused";
  rule.severity = "error";
  rule.summary = "DROP INDEX CONCURRENTLY in a form that the server refuses.";
  rule.why =
      "DROP INDEX CONCURRENTLY takes one index, and no CASCADE: the server refuses several names and the word at once. "
      "Write a statement an index; what depends on the index, such as a foreign key, is dropped by a statement of its "
      "own before.";
  rule.bad = R"sql(DROP INDEX CONCURRENTLY idx_a, idx_b;)sql";
  rule.safe = R"sql(DROP INDEX CONCURRENTLY idx_a;
DROP INDEX CONCURRENTLY idx_b;)sql";
  rule.statement = check;
  rule.down = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
