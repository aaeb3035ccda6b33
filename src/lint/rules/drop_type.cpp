// drop-type: A type, domain or cast is dropped.
#include "lint/made.hpp"
#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

void check_casts(const Subject& subject, Found& found) {
  if (subject.kind != "DropStmt" || subject.node["removeType"].text != "OBJECT_CAST") return;
  for (const plan::SyntaxNode& object : subject.node["objects"].items) {
    const auto& types = object.inner()["items"].items;
    if (types.size() != 2) continue;
    const std::string from = text_of(type_of(types[0].inner()));
    const std::string to = text_of(type_of(types[1].inner()));
    found.add("cast of " + from + " to " + to, {}, "statements that turn " + from + " into " + to + " by it fail");
  }
}

void check(const Subject& subject, Found& found) {
  const bool cascades = subject.node["behavior"].text == "DROP_CASCADE";
  for (const char* kind : {"OBJECT_TYPE", "OBJECT_DOMAIN"}) {
    for (const model::QualifiedName& name : dropped(subject, kind)) {
      if (made_here(subject, "type", name)) continue;
      found.add(name.text(), model::QualifiedName{},
                cascades ? "CASCADE drops every column of type " + name.text() + ", with its data"
                         : "code that runs now and names " + name.text() +
                               " fails; the statement is refused while a column is of this type");
    }
  }
  check_casts(subject, found);
}

}  // namespace

Rule drop_type() {
  Rule rule;
  rule.id = "drop-type";
  rule.severity = "warning";
  rule.summary = "A type, domain or cast is dropped.";
  rule.why =
      "Code that runs now and names the type fails. While a column, a function or a domain is made of it, the server "
      "refuses the statement; with CASCADE it drops them instead, and the data of the columns is gone. Change the "
      "columns first, then drop the type without CASCADE.";
  rule.bad = R"sql(DROP TYPE status;)sql";
  rule.safe = R"sql(CREATE TYPE order_status AS ENUM ('open', 'closed');)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
