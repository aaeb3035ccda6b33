// barqdb query-report: what the server's statements cost, and what they would use.
#include "analyze/query_report.hpp"

#include <charconv>

#include "catalog/statements.hpp"
#include "cli/command.hpp"
#include "cli/fail_on.hpp"
#include "cli/live_line.hpp"
#include "cli/statements_file.hpp"
#include "execute/statement_plans.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

std::size_t limit_of(const std::string& text) {
  std::size_t limit = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (error != std::errc() || end != text.data() + text.size() || limit == 0)
    throw Error(ErrorKind::usage, "--limit " + text + " is no number of statements", "for example: --limit 20");
  return limit;
}

std::vector<model::StatementPlan> plans_of(Context& context, db::Connection& connection,
                                           const std::vector<model::StatementUsage>& statements) {
  LiveLine line(context);
  return execute::plan_statements(connection, statements, [&](std::size_t number) {
    line.show("planning statement " + std::to_string(number + 1) + " of " + std::to_string(statements.size()));
  });
}

int run(const Arguments& arguments, Context& context) {
  analyze::QueryReportOptions options;
  options.sort = analyze::query_sort(arguments.text("sort"));
  options.limit = limit_of(arguments.text("limit"));
  model::StatementFacts earlier;
  if (arguments.given("since-file")) earlier = load_statements(arguments.text("since-file"));
  db::Connection connection = context.connect();
  model::StatementFacts facts = catalog::read_statements(connection);
  if (arguments.given("save")) write_file(arguments.text("save"), statements_text(facts));
  if (arguments.given("since-file")) {
    if (earlier.database != facts.database)
      throw Error(ErrorKind::usage, "the file speaks of database " + earlier.database + ", this is " + facts.database,
                  "name a file that was written here", {arguments.text("since-file")});
    facts = analyze::difference(facts, earlier);
  }
  const std::vector<model::StatementUsage> shown = analyze::worst_statements(facts, options);
  std::vector<model::StatementPlan> plans;
  if (!arguments.flag("no-plans")) plans = plans_of(context, connection, shown);
  const model::Report report = analyze::make_query_report(facts, shown, plans, options);
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
      "call, cache hits, temporary files and WAL. Each is planned, never run, with values that occur in its columns: "
      "which "
      "indexes it uses, how many rows it reads for one that it returns, and which index it lacks.\n\n"
      "The counters speak of the time since they were last reset. To speak of a window, keep them with --save FILE, "
      "and "
      "later give that file to --since-file.";
  command.examples = {"barqdb query-report", "barqdb query-report --sort mean --limit 50 --format json",
                      "barqdb query-report --save monday.json", "barqdb query-report --since-file monday.json"};
  command.options = {
      {OptionKind::value,
       "--sort WORD",
       "what is worst",
       "total",
       false,
       {"total", "mean", "max", "calls", "rows", "reads", "temp", "wal"}},
      {OptionKind::value, "--limit N", "how many statements", "20"},
      {OptionKind::value, "--save FILE", "keep the counters"},
      {OptionKind::value, "--since-file FILE", "only what was counted since the file was kept"},
      {OptionKind::flag, "--no-plans", "counters only: plan nothing"},
      fail_on_option("none"),
  };
  command.formats = {"table", "json", "markdown", "sarif", "junit", "github", "gitlab"};
  command.run = run;
  return command;
}

}  // namespace barqdb::cli
