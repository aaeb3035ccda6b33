// drop-function: A function, procedure or aggregate is dropped.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  const bool cascades = subject.node["behavior"].text == "DROP_CASCADE";
  for (const char* kind : {"OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE"}) {
    for (const model::QualifiedName& name : dropped(subject, kind)) {
      if (made_here(subject, "function", name) || made_later(subject, "function", name)) continue;
      found.add(name.text(), model::QualifiedName{},
                cascades ? "CASCADE drops the triggers, defaults, checks and indexes that call " + name.text()
                         : "code that runs now and calls " + name.text() + " fails",
                cascades ? "warning" : "");
    }
  }
}

}  // namespace

Rule drop_function() {
  Rule rule;
  rule.id = "drop-function";
  rule.severity = "info";
  rule.summary = "A function, procedure or aggregate is dropped.";
  rule.why =
      "Code that runs now and calls it fails; with CASCADE the triggers, defaults, checks and indexes that are "
      "made of it are gone. CREATE OR REPLACE changes it in place as long as arguments and result stay. One "
      "that the same file makes anew is not found.";
  rule.bad = R"sql(DROP FUNCTION order_total(bigint);)sql";
  rule.safe =
      R"sql(CREATE OR REPLACE FUNCTION order_total(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
