// rename-function: A function or procedure is renamed under running code.
#include <set>

#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  static const std::set<std::string> kinds = {"OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE",
                                              "OBJECT_AGGREGATE"};
  if (subject.kind != "RenameStmt" || !kinds.contains(subject.node["renameType"].text)) return;
  const model::QualifiedName name = name_of(subject.node["object"]["ObjectWithArgs"]["objname"]);
  if (made_here(subject, "function", name)) return;
  found.add(name.text(), model::QualifiedName{}, "code that runs now calls " + name.text() + " and fails");
}

}  // namespace

Rule rename_function() {
  Rule rule;
  rule.id = "rename-function";
  rule.severity = "warning";
  rule.summary = "A function or procedure is renamed under running code.";
  rule.why =
      "Code that runs now calls the old name and fails from this moment on. Create the function under the new "
      "name beside the old one, and drop that when nothing calls it any more.";
  rule.bad = R"sql(ALTER FUNCTION order_total(bigint) RENAME TO total_of_order;)sql";
  rule.safe =
      R"sql(CREATE FUNCTION total_of_order(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT order_total($1)';)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
