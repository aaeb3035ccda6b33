// The table of all rules, from rules.inc.
#include "lint/rule.hpp"

namespace barqdb::lint {

namespace rules_table {
#define RULE(name) Rule name();
#include "lint/rules.inc"
#undef RULE
}  // namespace rules_table

const std::vector<Rule>& rules() {
#define RULE(name) rules_table::name(),
  static const std::vector<Rule> table = {
#include "lint/rules.inc"
  };
#undef RULE
  return table;
}

const Rule* find_rule(std::string_view id) {
  for (const Rule& rule : rules()) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

}  // namespace barqdb::lint
