// suppression-without-use: A comment takes back what is not found.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {

Rule suppression_without_use() {
  Rule rule;
  rule.id = "suppression-without-use";
  rule.severity = "info";
  rule.summary = "A comment takes back what is not found.";
  rule.why = "The statement was changed since, or the comment stands at the wrong place.";
  rule.bad = R"sql(-- barqdb:ignore drop-table: nothing has read it since release 41
SELECT 1;)sql";
  rule.safe = R"sql(SELECT 1;)sql";
  return rule;
}

}  // namespace barqdb::lint::rules_table
