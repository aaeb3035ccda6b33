// create-extension: An extension is installed.
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "CreateExtensionStmt") return;
  found.add(subject.node["extname"].text, {},
            "must be on the disk of every server that this runs on, and the role must be allowed to install it");
}

}  // namespace

Rule create_extension() {
  Rule rule;
  rule.id = "create-extension";
  rule.severity = "info";
  rule.summary = "An extension is installed.";
  rule.why =
      "It needs rights that an application's role rarely has, must be on the server's disk, and its version is that of "
      "the server's packages: a migration that runs here may fail there.";
  rule.bad = R"sql(CREATE EXTENSION pg_trgm;)sql";
  rule.safe = R"sql(CREATE TABLE words (word text PRIMARY KEY);)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
