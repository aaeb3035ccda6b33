// new-write-restriction: Writes of running code are refused that were accepted before.
#include <map>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

std::string restriction(const std::string& kind) {
  static const std::map<std::string, std::string> kinds = {{"CONSTR_CHECK", "a check"},
                                                           {"CONSTR_FOREIGN", "a foreign key"},
                                                           {"CONSTR_UNIQUE", "a unique constraint"},
                                                           {"CONSTR_PRIMARY", "a primary key"},
                                                           {"CONSTR_EXCLUSION", "an exclusion constraint"}};
  const auto found = kinds.find(kind);
  return found == kinds.end() ? "" : found->second;
}

void check(const Subject& subject, Found& found) {
  const auto say = [&](const std::string& object, const model::QualifiedName& table, const std::string& what) {
    found.add(object, table, "running code that writes what " + what + " forbids fails from now on");
  };
  for (const AddedConstraint& constraint : added_constraints(subject)) {
    const std::string what = restriction(constraint.kind);
    if (!what.empty()) say(constraint.table.text() + "." + constraint.label(), constraint.table, what);
  }
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind == "AT_SetNotNull") say(command.table.text() + "." + command.name, command.table, "NOT NULL");
    if (command.kind == "AT_AlterConstraint")
      say(command.node["def"]["Constraint"]["conname"].text, command.table, "the constraint");
  }
  if (subject.kind == "IndexStmt" && subject.node["unique"].flag) {
    const model::QualifiedName table = relation_of(subject.node["relation"]);
    if (subject.existing(table)) say(subject.node["idxname"].text, table, "the unique index");
  }
  const std::string& change = subject.node["subtype"].text;
  if (subject.kind == "AlterDomainStmt" && (change == "C" || change == "O"))
    say(name_of(subject.node["typeName"]).text(), {}, "the domain");
}

}  // namespace

Rule new_write_restriction() {
  Rule rule;
  rule.id = "new-write-restriction";
  rule.severity = "info";
  rule.summary = "Writes of running code are refused that were accepted before.";
  rule.why =
      "A new constraint holds for every write from this moment on, also NOT VALID, and a unique index also "
      "while it is built concurrently. Code that runs now and writes what it forbids fails. For those who must "
      "be able to go back to the release before; the rule is off.";
  rule.bad = R"sql(ALTER TABLE orders ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;)sql";
  rule.safe = R"sql(CREATE INDEX CONCURRENTLY idx_orders_amount ON orders (amount);)sql";
  rule.statement = check;
  rule.enabled = false;
  return rule;
}

}  // namespace barqdb::lint::rules_table
