// missing-down: A step has no way back.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const UnitSubject& subject, Found& found) {
  for (const MissingDown& missing : subject.unit.missing_downs) {
    found.add(subject.unit.name, {}, "a step has no down: write it, or irreversible: true");
    found.items.back().place = missing.place;
    found.items.back().step = missing.step;
  }
}

}  // namespace

Rule missing_down() {
  Rule rule;
  rule.id = "missing-down";
  rule.severity = "warning";
  rule.summary = "A step has no way back.";
  rule.why =
      "A downgrade through it is refused at the moment when it is needed. Write `down`, or say `irreversible: true` "
      "when there is none.";
  rule.unit = check;
  rule.chain_example = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
