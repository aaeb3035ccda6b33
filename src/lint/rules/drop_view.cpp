// drop-view: A view is dropped.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  for (const char* type : {"OBJECT_VIEW", "OBJECT_MATVIEW"}) {
    for (const model::QualifiedName& name : dropped(subject, type)) {
      const bool replaced = subject.transaction.open && made_later(subject, "view", name);
      if (subject.existing(name) && !made_here(subject, "view", name) && !replaced)
        found.add(name, "code that runs now may read it");
    }
  }
}

}  // namespace

Rule drop_view() {
  Rule rule;
  rule.id = "drop-view";
  rule.severity = "info";
  rule.summary = "A view is dropped.";
  rule.why =
      "Code that runs now and reads it fails. CREATE OR REPLACE VIEW changes it in place as long as its columns stay.";
  rule.bad = R"sql(DROP VIEW active_users;)sql";
  rule.safe = R"sql(CREATE OR REPLACE VIEW active_users AS SELECT id FROM users WHERE active;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
