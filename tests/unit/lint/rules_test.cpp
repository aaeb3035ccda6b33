#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "lint/chain.hpp"
#include "lint/lint.hpp"
#include "lint/plain.hpp"
#include "lint/rule.hpp"
#include "revision/body.hpp"
#include "revision/reader.hpp"
#include "support/golden.hpp"

// Each rule has a file of cases in tests/unit/lint/cases: blocks that begin with `-- bad: …` or `-- good: …`. A bad one
// is found by the rule of that name; in a good one neither this rule finds anything, nor another one anything that
// fails a pipeline. Options stand in brackets: pg=N, line=N of the finding, transaction, no-transaction, enable=RULE;
// chain and yaml for text that is a revision.

using namespace barqdb;

namespace {

const std::string cases_folder = std::string(BARQDB_SOURCE_DIR) + "/tests/unit/lint/cases/";

struct Case {
  bool bad = false;
  std::string title;
  std::set<std::string> options;
  std::string text;

  std::string option(const std::string& name) const {
    for (const std::string& one : options) {
      if (one.starts_with(name + "=")) return one.substr(name.size() + 1);
    }
    return "";
  }
};

// "-- bad [pg=11]: title", or nothing.
bool begins_case(const std::string& line, Case& out) {
  const bool bad = line.starts_with("-- bad");
  if (!bad && !line.starts_with("-- good")) return false;
  out = {};
  out.bad = bad;
  const std::size_t open = line.find('[');
  const std::size_t colon = line.find(": ");
  if (open < colon) {
    const std::string inside = line.substr(open + 1, line.find(']') - open - 1);
    for (const auto part : base::split(inside, ',')) out.options.emplace(base::trim(part));
  }
  out.title = line.substr(colon + 2);
  return true;
}

std::vector<Case> load_cases(const std::string& rule) {
  std::ifstream file(cases_folder + rule + ".sql");
  std::vector<Case> out;
  Case next;
  for (std::string line; std::getline(file, line);) {
    if (begins_case(line, next)) {
      out.push_back(next);
    } else {
      out.back().text += line + "\n";
    }
  }
  return out;
}

lint::Unit revision_of(const std::string& text, const std::string& file) {
  base::Diagnostics diagnostics;
  const auto no_files = [](const std::string&, std::size_t, const base::Place&) { return std::string(); };
  const model::Revision head = revision::parse_revision(text, file, diagnostics);
  const model::RevisionBody body = revision::read_body(text, file, "", no_files, diagnostics);
  diagnostics.throw_if_any();
  return lint::unit_of(head, body);
}

lint::Unit unit_of(const Case& one) {
  if (one.options.contains("chain")) return revision_of(one.text, "case.sql");
  if (one.options.contains("yaml")) return revision_of(one.text, "case.yaml");
  auto wrapping = lint::Wrapping::by_markers;
  if (one.options.contains("transaction")) wrapping = lint::Wrapping::always;
  if (one.options.contains("no-transaction")) wrapping = lint::Wrapping::never;
  return lint::plain_unit("case.sql", one.text, wrapping);
}

model::Report run(const Case& one) {
  lint::Options options;
  if (const std::string version = one.option("pg"); !version.empty()) options.pg_version = std::stoi(version);
  if (const std::string rule = one.option("enable"); !rule.empty()) options.enable = {rule};
  return lint::lint({unit_of(one)}, options, [&](const std::string&) { return one.text; });
}

std::string shown(const model::Report& report) {
  std::string out;
  for (const auto& finding : report.findings) {
    out += "\n  " + finding.severity + " " + finding.check + " line " + std::to_string(finding.line) + ": " +
           finding.message;
  }
  return out;
}

bool alarming(const model::Finding& finding) { return finding.severity != "info"; }

void check_case(const std::string& rule, const Case& one) {
  const model::Report report = run(one);
  CAPTURE(rule);
  CAPTURE(one.title);
  CAPTURE(shown(report));
  const auto own = std::find_if(report.findings.begin(), report.findings.end(),
                                [&](const model::Finding& finding) { return finding.check == rule; });
  if (one.bad) {
    REQUIRE(own != report.findings.end());
    CHECK_FALSE(own->message.empty());
    if (const std::string line = one.option("line"); !line.empty()) CHECK(own->line == std::stoi(line));
  } else {
    CHECK(own == report.findings.end());
    CHECK(std::none_of(report.findings.begin(), report.findings.end(), alarming));
  }
}

Case plain_case(const std::string& text) {
  Case one;
  one.text = text;
  return one;
}

}  // namespace

TEST_CASE("every rule finds its bad cases and lets its good ones pass") {
  for (const lint::Rule& rule : lint::rules()) {
    const std::vector<Case> cases = load_cases(rule.id);
    CAPTURE(rule.id);
    CHECK(std::any_of(cases.begin(), cases.end(), [](const Case& one) { return one.bad; }));
    CHECK(std::any_of(cases.begin(), cases.end(), [](const Case& one) { return !one.bad; }));
    for (const Case& one : cases) check_case(rule.id, one);
  }
  for (const auto& entry : std::filesystem::directory_iterator(cases_folder)) {
    CHECK_MESSAGE(lint::find_rule(entry.path().stem().string()) != nullptr, entry.path() << " is of no rule");
  }
}

TEST_CASE("what a rule recommends passes the linter, what it shows as bad does not") {
  std::size_t examples = 0;
  for (const lint::Rule& rule : lint::rules()) {
    CAPTURE(rule.id);
    if (rule.chain_example || rule.bad.empty()) continue;
    ++examples;
    Case bad = plain_case(rule.bad);
    bad.options = {"enable=" + rule.id};
    const model::Report found = run(bad);
    CHECK(std::any_of(found.findings.begin(), found.findings.end(),
                      [&](const auto& finding) { return finding.check == rule.id; }));
    Case safe = plain_case(rule.safe);
    safe.options = bad.options;
    const model::Report report = run(safe);
    CAPTURE(shown(report));
    CHECK(std::none_of(report.findings.begin(), report.findings.end(),
                       [&](const auto& finding) { return alarming(finding) || finding.check == rule.id; }));
  }
  CHECK(examples > 70);
}

TEST_CASE("in a revision a finding names the step of barqdb, not SQL that a transaction refuses") {
  const auto message = [](const std::string& up, const std::string& rule) {
    Case one;
    one.text = "revision: \"1\"\ndown_revision: null\nsteps:\n  - sql: {up: \"" + up + "\", irreversible: true}\n";
    one.options = {"yaml"};
    const model::Report report = run(one);
    for (const model::Finding& finding : report.findings)
      if (finding.check == rule) return finding.message;
    return std::string("nothing found:") + shown(report);
  };
  const auto names = [&](const std::string& up, const std::string& rule, const std::string& step) {
    const std::string text = message(up, rule);
    CAPTURE(text);
    CHECK(text.ends_with("use the step `" + step + "`"));
  };
  names("CREATE INDEX i ON t (a)", "create-index-not-concurrently", "create_index");
  names("DROP INDEX i", "drop-index-not-concurrently", "drop_index");
  names("ALTER TABLE t ADD UNIQUE (a)", "add-unique-constraint", "add_unique");
  names("ALTER TABLE t ADD CHECK (a > 0)", "add-check-validates", "add_check");
  names("ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u", "add-foreign-key-validates", "add_foreign_key");
  names("ALTER TABLE t ALTER COLUMN a SET NOT NULL", "set-not-null", "set_not_null");
  CHECK(message("REINDEX TABLE t", "reindex-not-concurrently").ends_with("with `transaction: false`"));
}

TEST_CASE("every rule has a page, and the list of rules is the program's") {
  std::string list;
  for (const lint::Rule& rule : lint::rules()) {
    CAPTURE(rule.id);
    CHECK((rule.severity == "error" || rule.severity == "warning" || rule.severity == "info"));
    CHECK(rule.summary.ends_with('.'));
    test::check_golden("../../docs/lint/" + rule.id + ".md", lint::page_of(rule.id));
    list += "| [" + rule.id + "](lint/" + rule.id + ".md) | " + rule.severity + (rule.enabled ? "" : ", off") + " | " +
            rule.summary + " |\n";
  }
  CHECK(lint::rules().size() >= 45);
  std::ifstream file(std::string(BARQDB_SOURCE_DIR) + "/docs/lint.md");
  std::stringstream page;
  page << file.rdbuf();
  CHECK_MESSAGE(page.str().find(list) != std::string::npos, "docs/lint.md must have this table:\n" << list);
  for (const auto& entry : std::filesystem::directory_iterator(std::string(BARQDB_SOURCE_DIR) + "/docs/lint")) {
    CHECK_MESSAGE(lint::find_rule(entry.path().stem().string()) != nullptr, entry.path() << " is of no rule");
  }
}
