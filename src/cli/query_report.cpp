// barqdb query-report: what the server's statements cost, and what they would use.
#include "analyze/query_report.hpp"

#include "catalog/statements.hpp"
#include "cli/command.hpp"
#include "cli/fail_on.hpp"
#include "cli/live_line.hpp"
#include "cli/log_options.hpp"
#include "cli/option_value.hpp"
#include "cli/statements_file.hpp"
#include "cli/usage_window.hpp"
#include "execute/statement_history.hpp"
#include "execute/statement_plans.hpp"
#include "logs/logged_statements.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

std::vector<model::StatementPlan> plans_of(Context& context, db::Connection& connection,
                                           const std::vector<model::StatementUsage>& statements) {
  LiveLine line(context);
  const std::vector<std::string>& trusted = context.settings().report.trusted_roles;
  return execute::plan_statements(connection, statements, trusted, [&](std::size_t number) {
    line.show("planning statement " + std::to_string(number + 1) + " of " + std::to_string(statements.size()));
  });
}

// What was counted in the window that --since or --since-file names.
model::StatementFacts windowed(const Arguments& arguments, db::Connection& connection, model::StatementFacts facts,
                               std::vector<std::string>& notes) {
  if (arguments.given("since-file")) {
    const model::StatementFacts earlier = load_statements(arguments.text("since-file"));
    if (earlier.database == facts.database) return analyze::difference(facts, earlier);
    throw Error(ErrorKind::usage, "the file speaks of database " + earlier.database + ", this is " + facts.database,
                "name a file that was written here", {arguments.text("since-file")});
  }
  const auto since = since_of(arguments, facts.now);
  if (!since) return facts;
  const model::StatementHistory history = execute::read_statement_history(connection, *since);
  if (!history.any) {
    throw Error(ErrorKind::refused, "no snapshot of this database's statements was ever taken",
                "barqdb snapshot, now and then; or --save FILE and --since-file FILE");
  }
  if (!history.old_enough)
    notes.push_back("No snapshot of statements is as old as --since " + arguments.text("since") +
                    ": the window begins with the first one.");
  return analyze::in_window(facts, history);
}

// Executions of this database in the server's log.
std::optional<model::LoggedStatements> read_log(const Arguments& arguments, const std::string& database,
                                                Context& context) {
  if (!arguments.given("log")) return std::nullopt;
  logs::Totals totals(0);
  logs::OfDatabase sink(database, totals);
  logs::Input input(input_options(arguments, context));
  logs::Shapes shapes;
  logs::Sessions sessions(shapes, sink);
  show_progress(input, context);
  logs::Record record;
  while (input.next(record)) sessions.take(record);
  sessions.finish();
  return logs::logged_statements(totals, read_facts(input, sessions, shapes));
}

int run(const Arguments& arguments, Context& context) {
  analyze::QueryReportOptions options;
  options.sort = analyze::query_sort(arguments.text("sort"));
  options.limit = static_cast<std::size_t>(whole_option(arguments, "limit", 1));
  if (arguments.given("since") && arguments.given("since-file"))
    throw Error(ErrorKind::usage, "--since and --since-file both name a window", "give one of them");
  db::Connection connection = context.connect();
  model::StatementFacts facts = catalog::read_statements(connection);
  if (arguments.given("save")) write_file(arguments.text("save"), statements_text(facts));
  std::vector<std::string> notes;
  facts = windowed(arguments, connection, std::move(facts), notes);
  const std::optional<model::LoggedStatements> logged = read_log(arguments, facts.database, context);
  const std::vector<model::StatementUsage> shown = analyze::worst_statements(facts, options);
  std::vector<model::StatementPlan> plans;
  if (!arguments.flag("no-plans")) plans = plans_of(context, connection, shown);
  model::Report report = analyze::make_query_report(facts, shown, plans, logged ? &*logged : nullptr, options);
  report.notes.insert(report.notes.begin(), notes.begin(), notes.end());
  context.write(report);
  return exit_code_of(report, arguments);
}

}  // namespace

Command query_report_command() {
  Command command;
  command.name = "query-report";
  command.group = "observe";
  command.summary = "show what statements cost, and which indexes they use or lack";
  command.details =
      "Reads pg_stat_statements: the worst statements by total time (or --sort), with their share of all time, rows a "
      "call, cache hits, temporary files and WAL. Each is planned and not run, with values that occur in its columns: "
      "which "
      "indexes it uses, how many rows it reads for one that it returns, and which index it lacks. "
      "Planning runs functions with the rights of the role that is connected: statements that lead to functions of "
      "other "
      "roles are left out, unless report.trusted_roles names these.\n\n"
      "The counters speak of the time since they were last reset. To speak of a window, take snapshots (barqdb "
      "snapshot) and give --since 7d; or keep the counters with --save FILE, and later give that file to "
      "--since-file.\n\n"
      "Percentiles are not counted by the server: --log reads them from its log, and the report says which figure is "
      "whose.";
  command.examples = {"barqdb query-report",
                      "barqdb query-report --sort mean --limit 50 --format json",
                      "barqdb query-report --since 7d",
                      "barqdb query-report --log '/var/log/postgresql/*.json'",
                      "barqdb query-report --save monday.json",
                      "barqdb query-report --since-file monday.json"};
  command.options = {
      {OptionKind::value,
       "--sort WORD",
       "what is worst",
       "total",
       false,
       {"total", "mean", "max", "calls", "rows", "reads", "temp", "wal"}},
      {OptionKind::value, "--limit N", "how many statements", "20"},
      {OptionKind::value, "--since TIME", "only what was counted since then, from snapshots: 7d"},
      {OptionKind::values, "--log FILE", "p50, p95 and p99 from the server's log: files, quoted globs, or -"},
      {OptionKind::value, "--prefix PATTERN", "log_line_prefix of a log in stderr format; guessed when not given"},
      {OptionKind::value, "--save FILE", "keep the counters"},
      {OptionKind::value, "--since-file FILE", "only what was counted since the file was kept"},
      {OptionKind::flag, "--no-plans", "counters only: plan nothing"},
      fail_on_option("none"),
  };
  command.formats = log_formats();
  command.run = run;
  command.checks = analyze::query_check_ids;
  return command;
}

}  // namespace barqdb::cli
