// drop-table: A table is dropped.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

std::string message_for(const Subject& subject, const model::QualifiedName& table) {
  std::string out = "code that runs now may ask for it; its data is gone";
  const KnownTable* known = subject.schema.find(table);
  if (known == nullptr || known->partition_of.name.empty()) return out;
  return out + "; it is a partition, so " + known->partition_of.text() +
         " is locked against everybody as well: detach it concurrently first";
}

void check(const Subject& subject, Found& found) {
  for (const model::QualifiedName& name : dropped(subject, "OBJECT_TABLE")) {
    if (subject.existing(name)) found.add(name.text(), name, message_for(subject, name));
  }
  for (const model::QualifiedName& name : dropped(subject, "OBJECT_FOREIGN_TABLE")) {
    found.add(name.text(), name, "code that runs now may ask for it; the rows stay where they are");
  }
}

}  // namespace

Rule drop_table() {
  Rule rule;
  rule.id = "drop-table";
  rule.severity = "warning";
  rule.summary = "A table is dropped.";
  rule.why =
      "Its rows are gone, and code that runs now and asks for it fails. Take it out of the code first; rename it and "
      "wait before dropping it when you are not sure.";
  rule.bad = R"sql(DROP TABLE users;)sql";
  rule.safe = R"sql(-- barqdb:ignore drop-table: nothing has read it since release 41, and the last backup is kept
DROP TABLE users;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
