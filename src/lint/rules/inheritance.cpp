// inheritance: A table begins or ceases to inherit from another.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : alter_commands(subject)) {
    const std::string parent = relation_of(command.node["def"]["RangeVar"]).text();
    if (command.kind == "AT_AddInherit")
      found.add(command.table, "its rows appear in what running code reads of " + parent);
    if (command.kind == "AT_DropInherit")
      found.add(command.table, "its rows vanish from what running code reads of " + parent);
  }
}

}  // namespace

Rule inheritance() {
  Rule rule;
  rule.id = "inheritance";
  rule.severity = "warning";
  rule.summary = "A table begins or ceases to inherit from another.";
  rule.why =
      "The rows of the child appear in, or vanish from, what code that runs now reads and changes through the "
      "parent. Both forms lock the child against everybody for a moment; foreign keys and unique keys do not "
      "reach over.";
  rule.bad = R"sql(ALTER TABLE orders_2019 NO INHERIT orders;)sql";
  rule.safe = R"sql(-- barqdb:ignore inheritance: nothing reads the orders of 2019 any more
ALTER TABLE orders_2019 NO INHERIT orders;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
