// drop-sequence: A sequence is dropped.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  const bool cascades = subject.node["behavior"].text == "DROP_CASCADE";
  for (const model::QualifiedName& name : dropped(subject, "OBJECT_SEQUENCE")) {
    if (made_here(subject, "sequence", name)) continue;
    found.add(name.text(), model::QualifiedName{},
              cascades ? "CASCADE drops the default of every column that takes its numbers from " + name.text()
                       : "code that runs now asks " + name.text() + " for numbers and fails");
  }
}

}  // namespace

Rule drop_sequence() {
  Rule rule;
  rule.id = "drop-sequence";
  rule.severity = "warning";
  rule.summary = "A sequence is dropped.";
  rule.why =
      "Code that runs now and asks it for a number fails, and the number that it had reached is lost. Where a "
      "column takes its default from it, the server refuses the statement; with CASCADE the default goes, and "
      "every INSERT that relied on it writes null or fails.";
  rule.bad = R"sql(DROP SEQUENCE order_numbers;)sql";
  rule.safe = R"sql(CREATE SEQUENCE invoice_numbers;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
