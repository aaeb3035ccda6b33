// reindex-not-concurrently: An index is rebuilt in place.
#include "lint/advice.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.kind != "ReindexStmt" || concurrent(subject)) return;
  const model::QualifiedName name = relation_of(subject.node["relation"]);
  if (subject.node["kind"].text == "REINDEX_OBJECT_TABLE" && !subject.existing(name)) return;
  const std::string what = name.name.empty() ? subject.node["name"].text : name.text();
  const bool can = subject.node["kind"].text != "REINDEX_OBJECT_SYSTEM" && subject.options.pg_version >= 12;
  found.add(what, name,
            std::string("rebuilds in place: writers wait until it is done; ") +
                (can ? outside_transaction(subject, "use REINDEX … CONCURRENTLY")
                     : "there is no CONCURRENTLY for it: run it when nobody writes"));
}

}  // namespace

Rule reindex_not_concurrently() {
  Rule rule;
  rule.id = "reindex-not-concurrently";
  rule.severity = "warning";
  rule.summary = "An index is rebuilt in place.";
  rule.why =
      "REINDEX keeps writers from the table and readers from the index for the whole rebuild. CONCURRENTLY (PostgreSQL "
      "12) builds a new index beside the old one and swaps them.";
  rule.bad = R"sql(REINDEX TABLE orders;)sql";
  rule.safe = R"sql(REINDEX TABLE CONCURRENTLY orders;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
