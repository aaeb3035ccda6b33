// drop-extension: An extension is dropped.
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  const bool cascades = subject.node["behavior"].text == "DROP_CASCADE";
  for (const model::QualifiedName& extension : dropped(subject, "OBJECT_EXTENSION")) {
    found.add(extension.name, {},
              cascades ? "takes with it every column, index and function that uses " + extension.name
                       : "code that runs now may use what " + extension.name + " brings",
              cascades ? "" : "info");
  }
}

}  // namespace

Rule drop_extension() {
  Rule rule;
  rule.id = "drop-extension";
  rule.severity = "warning";
  rule.summary = "An extension is dropped.";
  rule.why =
      "Its types, functions and operator classes go. With CASCADE so does everything that is made of them: columns "
      "with their data, indexes, views, without a word in the text. Drop what depends on it by name first.";
  rule.bad = R"sql(DROP EXTENSION hstore CASCADE;)sql";
  rule.safe = R"sql(-- barqdb:ignore drop-extension: nothing is of type hstore any more
DROP EXTENSION hstore;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
