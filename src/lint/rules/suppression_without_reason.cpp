// suppression-without-reason: A finding is taken back without a reason.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {

Rule suppression_without_reason() {
  Rule rule;
  rule.id = "suppression-without-reason";
  rule.severity = "warning";
  rule.summary = "A finding is taken back without a reason.";
  rule.why = "Who reads the comment next year cannot tell whether it still holds. Write why it is right here.";
  rule.bad = R"sql(-- barqdb:ignore drop-table
DROP TABLE users;)sql";
  rule.safe = R"sql(-- barqdb:ignore drop-table: nothing has read it since release 41
DROP TABLE users;)sql";
  return rule;
}

}  // namespace barqdb::lint::rules_table
