// session-setting: A setting is changed for the whole session.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.unit.chain || subject.kind != "VariableSetStmt" || subject.node["is_local"].flag) return;
  const std::string& name = subject.node["name"].text;
  if (subject.node["kind"].text != "VAR_SET_VALUE" || name.ends_with("_timeout") || name == "client_min_messages")
    return;
  found.add(name, {}, "stays set for the session after the transaction; use SET LOCAL");
}

}  // namespace

Rule session_setting() {
  Rule rule;
  rule.id = "session-setting";
  rule.severity = "info";
  rule.summary = "A setting is changed for the whole session.";
  rule.why =
      "SET without LOCAL stays when the transaction has ended: the next migration in the same session, or the next "
      "client of a pooled connection, inherits it. barqdb puts back what a revision has set. Timeouts are meant for "
      "the session and not named here.";
  rule.bad = R"sql(SET search_path = sales, public;
CREATE TABLE orders (id bigint PRIMARY KEY);)sql";
  rule.safe = R"sql(BEGIN;
SET LOCAL search_path = sales, public;
CREATE TABLE orders (id bigint PRIMARY KEY);
COMMIT;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
