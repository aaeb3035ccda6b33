// suppression-of-unknown-rule: A comment takes back findings of a rule that does not exist.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {

Rule suppression_of_unknown_rule() {
  Rule rule;
  rule.id = "suppression-of-unknown-rule";
  rule.severity = "warning";
  rule.summary = "A comment takes back findings of a rule that does not exist.";
  rule.why = "The rule that was meant is not taken back, or was renamed.";
  rule.bad = R"sql(-- barqdb:ignore drop-tabel: nothing has read it since release 41
SELECT 1;)sql";
  rule.safe = R"sql(SELECT 1;)sql";
  return rule;
}

}  // namespace barqdb::lint::rules_table
