// alter-extension: An extension is brought to another version.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  const std::string& name = subject.node["extname"].text;
  if (subject.kind == "AlterExtensionStmt")
    found.add(name, model::QualifiedName{}, "its script changes what " + name + " brings while it is in use");
  if (subject.kind == "AlterExtensionContentsStmt" && subject.node["action"].number < 0)
    found.add(name, model::QualifiedName{},
              "the object is no part of " + name + " any more: updates and dumps miss it");
}

}  // namespace

Rule alter_extension() {
  Rule rule;
  rule.id = "alter-extension";
  rule.severity = "info";
  rule.summary = "An extension is brought to another version.";
  rule.why =
      "Its script changes or drops functions, types and operators while they are in use, under locks of its own "
      "choice; some versions ask for indexes to be built anew. Read its release notes, and try it on a copy.";
  rule.bad = R"sql(ALTER EXTENSION postgis UPDATE TO '3.4.0';)sql";
  rule.safe = R"sql(-- barqdb:ignore alter-extension: tried on a copy; 3.4.0 changes no type that we store
ALTER EXTENSION postgis UPDATE TO '3.4.0';)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
