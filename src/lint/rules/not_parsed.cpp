// not-parsed: A statement does not parse.
#include "base/text.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// Grammar of later versions that the parser does not know, by words of the statement, and what is known of it.
struct Later {
  std::string words;
  int version;
  std::string effect;
  bool reads_all;  // or writes the table anew
};

const Later* later_grammar(const std::string& text) {
  static const std::vector<Later> table = {
      {" set expression as ", 17, "writes the table anew under an ACCESS EXCLUSIVE lock when the column is stored",
       true},
      {" virtual", 18, "computes the column when it is read, which changes the catalog alone", false},
      {" not enforced", 18, "reads no row", false}};
  static const Later not_null = {"", 18, "with NOT NULL reads every row under an ACCESS EXCLUSIVE lock", true};
  static const Later not_valid = {"", 18, "with NOT NULL and NOT VALID reads no row", false};
  for (const Later& one : table) {
    if (text.find(one.words) != std::string::npos) return &one;
  }
  const bool adds =
      text.find(" add not null ") != std::string::npos ||
      (text.find(" add constraint ") != std::string::npos && text.find(" not null ") != std::string::npos);
  if (!adds) return nullptr;
  return text.find(" not valid") != std::string::npos ? &not_valid : &not_null;
}

void check(const Subject& subject, Found& found) {
  if (subject.error.empty()) return;
  std::string message = "does not parse as PostgreSQL 15: " + subject.error;
  const std::string text = base::lower(base::one_line(subject.text, 2000)) + " ";
  const Later* later = text.starts_with("alter table ") ? later_grammar(text) : nullptr;
  if (later == nullptr || subject.options.pg_version < later->version) {
    found.add(model::QualifiedName{}, std::move(message));
    return;
  }
  found.add(model::QualifiedName{},
            message + "; it looks like grammar of PostgreSQL " + std::to_string(later->version) + " that " +
                later->effect + ". No other rule has looked at it",
            later->reads_all ? "warning" : "");
}

}  // namespace

Rule not_parsed() {
  Rule rule;
  rule.id = "not-parsed";
  rule.severity = "info";
  rule.summary = "A statement does not parse.";
  rule.why =
      "The parser here is that of PostgreSQL 15: newer grammar is refused by it, and so is what is no SQL at all. The "
      "server judges; nothing else was looked at in this statement, nor in one that is nested too deep. Where "
      "--pg-version or the profile names a server "
      "that knows it, some newer forms of ALTER TABLE are named; SET EXPRESSION (PostgreSQL 17), which writes the "
      "table "
      "anew, and ADD … NOT NULL (18), which reads all of it, are warnings.";
  rule.bad = R"sql(ALTER TABLE orders ADD COLUMN;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN state text;)sql";
  rule.statement = check;
  rule.down = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
