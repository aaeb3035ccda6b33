// enum-value-used-in-transaction: A new label of an enum is used in the transaction that adds it.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (!subject.transaction.open || subject.transaction.enum_values.empty() || subject.kind == "AlterEnumStmt") return;
  std::set<std::string> used;
  plan::walk(subject.node, [&](const std::string& name, const plan::SyntaxNode& node) {
    if (name == "A_Const") used.insert(node["sval"]["sval"].text);
  });
  for (const auto& [type, label] : subject.transaction.enum_values) {
    if (used.contains(label))
      found.add(type, model::QualifiedName{},
                "'" + label + "' was added to " + type + " in this transaction: the server refuses to use it yet");
  }
}

}  // namespace

Rule enum_value_used_in_transaction() {
  Rule rule;
  rule.id = "enum-value-used-in-transaction";
  rule.severity = "error";
  rule.summary = "A new label of an enum is used in the transaction that adds it.";
  rule.why =
      "The server refuses it: \"unsafe use of new value\". Add the label in one transaction and use it in the next. A "
      "type that was made in the same transaction is no trouble.";
  rule.bad = R"sql(BEGIN;
ALTER TYPE status ADD VALUE 'closed';
UPDATE orders SET state = 'closed' WHERE id = 7;
COMMIT;)sql";
  rule.safe = R"sql(ALTER TYPE status ADD VALUE 'closed';
UPDATE orders SET state = 'closed' WHERE id = 7;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
