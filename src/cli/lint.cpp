// barqdb lint: SQL and index definitions judged without a server.
#include "lint/lint.hpp"

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/fail_on.hpp"
#include "cli/lint_input.hpp"
#include "render/render.hpp"

namespace barqdb::cli {
namespace {

lint::Options options_of(const Arguments& arguments, const config::LintSettings& settings) {
  lint::Options options = lint_options(settings);
  const auto add = [&](const char* name, std::vector<std::string>& to) {
    std::vector<std::string> words;
    for (const std::string& value : arguments.texts(name)) {
      for (const std::string_view part : base::split(value, ',')) words.emplace_back(base::trim(part));
    }
    lint::check_rule_words(words);
    to.insert(to.end(), words.begin(), words.end());
  };
  add("ignore", options.ignore);
  add("enable", options.enable);
  if (arguments.given("pg-version")) {
    const std::string text = arguments.text("pg-version");
    options.pg_version = text.find_first_not_of("0123456789.") == std::string::npos ? std::atoi(text.c_str()) : 0;
    if (options.pg_version < lint::oldest_version || options.pg_version > lint::newest_version) {
      throw base::Error(base::ErrorKind::usage, "'" + text + "' is no version of PostgreSQL that the rules know",
                        "write a major version from " + std::to_string(lint::oldest_version) + " to " +
                            std::to_string(lint::newest_version) + ": --pg-version 15");
    }
  }
  return options;
}

// Of the profile everything but its server: lint needs none, so a variable of its url may be unset.
config::Settings offline_settings(const Context& context) {
  config::Overrides overrides = context.globals().overrides;
  if (overrides.database_url.empty()) overrides.database_url = "postgresql:///";
  return load_settings(overrides);
}

int run(const Arguments& arguments, Context& context) {
  if (arguments.flag("rules")) {
    context.write(lint::list_rules());
    return 0;
  }
  if (arguments.given("explain")) {
    context.write(lint::page_of(arguments.text("explain")));
    return 0;
  }
  const config::Settings settings = offline_settings(context);
  const lint::Options options = options_of(arguments, settings.lint);
  GlobalOptions globals = context.globals();
  globals.overrides.migrations = settings.migrations;  // known from here on: no profile is read again
  Context offline(globals);
  const model::Report report = lint::lint(load_units(arguments, offline), options, text_of_input);
  context.write(report);
  return exit_code_of(report, arguments);
}

}  // namespace

Command lint_command() {
  Command command;
  command.name = "lint";
  command.group = "gate";
  command.summary = "find dangerous SQL and index definitions, without a server";
  command.details =
      "Reads the chain, or with --sql any SQL files and standard input, with PostgreSQL's own parser, and finds what "
      "blocks, rewrites, breaks running code, or fails: see --rules, and --explain RULE for the safe way to write it. "
      "Tables that the same revision or file has created are left alone.\n\n"
      "A finding is taken back by a comment at its statement: -- barqdb:ignore RULE: REASON; for a whole file by "
      "-- barqdb:ignore-file RULE: REASON. In YAML # stands for --.\n\n"
      "Files of psql are taken statement by statement, BEGIN and COMMIT are understood; goose, dbmate and sql-migrate "
      "say "
      "in comments how they run a file.\n\n"
      "Exit code 1 when there are warnings or errors, or what --fail-on names.";
  command.examples = {"barqdb lint",
                      "barqdb lint 20250106_001",
                      "barqdb lint 019:head --format sarif --output lint.sarif",
                      "barqdb lint --since origin/main --format github",
                      "barqdb lint --sql db/migrate/*.sql",
                      "cat change.sql | barqdb lint --sql -",
                      "barqdb lint --explain set-not-null"};
  command.options = {
      {OptionKind::positionals, "WHAT",
       "revisions by file, id, or range a:b; with --sql files, folders, or - for standard input; all of the chain by "
       "default"},
      {OptionKind::flag, "--sql", "plain SQL that no chain of barqdb runs"},
      {OptionKind::value, "--since GITREF", "report only files that changed since this commit, or are not in git yet"},
      {OptionKind::flag, "--transaction", "with --sql: each file is run in one transaction"},
      {OptionKind::flag, "--no-transaction", "with --sql: no file is, whatever its comments say"},
      {OptionKind::value, "--pg-version N",
       "major version of the server that will run it (default: the profile's, else 15)"},
      {OptionKind::values, "--ignore RULES", "rules that are off: ids or patterns, separated by commas"},
      {OptionKind::values, "--enable RULES", "rules that are on, though they are off by themselves"},
      fail_on_option("warning"),
      {OptionKind::flag, "--rules", "list all rules"},
      {OptionKind::value, "--explain RULE", "what a rule finds, why, and what to write instead"},
  };
  command.formats = render::gate_formats();
  command.run = run;
  command.checks = lint::rule_ids;
  return command;
}

}  // namespace barqdb::cli
