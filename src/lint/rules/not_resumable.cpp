// not-resumable: A statement outside a transaction cannot be run a second time.
#include "lint/repeatable.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.transaction.open || subject.statements < 2 || subject.last || repeatable(subject)) return;
  if (subject.unit.chain) {
    found.add(model::QualifiedName{},
              "stays done when a later statement of this step fails, and cannot be run again then");
  } else if (!subject.transaction.said_unrepeatable) {
    found.add(model::QualifiedName{},
              "stays done when a later statement of this file fails, and cannot be run again then; put the file into a "
              "transaction, or write IF NOT EXISTS or IF EXISTS",
              "info");
  }
}

}  // namespace

Rule not_resumable() {
  Rule rule;
  rule.id = "not-resumable";
  rule.severity = "warning";
  rule.summary = "A statement outside a transaction cannot be run a second time.";
  rule.why =
      "Without a transaction the statements before a failure stay done. When the file is run again, those that cannot "
      "be repeated fail, and the rest is never reached. Give each statement a step of its own, which barqdb remembers, "
      "or write it so that it can be repeated (IF NOT EXISTS, IF EXISTS). Of files that no chain runs it is an info, "
      "said once "
      "a file.";
  rule.statement = check;
  rule.chain_example = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
