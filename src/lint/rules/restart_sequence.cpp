// restart-sequence: The numbers of an existing sequence are changed.
#include <set>

#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check_options(const plan::SyntaxNode& options, const std::string& object, const model::QualifiedName& table,
                   Found& found) {
  static const std::set<std::string> silent = {"owned_by", "generated", "cache", "as", "sequence_name", "start"};
  for (const plan::SyntaxNode& item : options.items) {
    const std::string& option = item.inner()["defname"].text;
    if (option == "restart") {
      found.add(object, table, "unless it begins above them, numbers that " + object + " has given come again");
    } else if (!silent.contains(option)) {
      found.add(object, table, "running code gets other numbers from " + object + " (" + option + ")", "info");
    }
  }
}

void check(const Subject& subject, Found& found) {
  if (subject.kind == "AlterSeqStmt") {
    const model::QualifiedName sequence = relation_of(subject.node["sequence"]);
    if (!made_here(subject, "sequence", sequence))
      check_options(subject.node["options"], sequence.text(), model::QualifiedName{}, found);
  }
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind == "AT_SetIdentity")
      check_options(command.node["def"]["List"]["items"], command.table.text() + "." + command.name, command.table,
                    found);
  }
}

}  // namespace

Rule restart_sequence() {
  Rule rule;
  rule.id = "restart-sequence";
  rule.severity = "warning";
  rule.summary = "The numbers of an existing sequence are changed.";
  rule.why =
      "RESTART hands out numbers that rows may have already: the INSERT of running code fails at the unique "
      "key, or two things have one number. Other options of a sequence change the numbers that running code "
      "gets, an info.";
  rule.bad = R"sql(ALTER SEQUENCE order_numbers RESTART WITH 1;)sql";
  rule.safe = R"sql(SELECT setval('order_numbers', (SELECT max(number) FROM orders));)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
