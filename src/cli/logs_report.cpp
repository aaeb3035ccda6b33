// logs-report: how long statements took, and what else the server's log says of the time.
#include "cli/command.hpp"
#include "cli/fail_on.hpp"
#include "cli/log_options.hpp"
#include "cli/option_value.hpp"
#include "logs/event_findings.hpp"
#include "logs/workload_report.hpp"

namespace barqdb::cli {
namespace {

int run(const Arguments& arguments, Context& context) {
  const logs::WorkloadOptions options{arguments.text("sort"),
                                      static_cast<std::size_t>(whole_option(arguments, "top", 0))};
  logs::Totals totals(static_cast<double>(duration_option(arguments, "slow").count()));
  logs::Input input(input_options(arguments, context));
  logs::Shapes shapes;
  logs::Sessions sessions(shapes, totals);
  logs::ServerEvents events;
  show_progress(input, context);
  logs::Record record;
  while (input.next(record)) {
    events.take(record, totals.timeline);
    sessions.take(record);
  }
  sessions.finish();
  const model::Report report = logs::make_workload_report(totals, events, read_facts(input, sessions, shapes), options);
  context.write(report);
  return exit_code_of(report, arguments);
}

std::vector<Option> options() {
  std::vector<Option> all = log_options();
  const std::vector<Option> own = {
      {OptionKind::value, "--slow DURATION", "from when on a statement counts as slow", "1s"},
      {OptionKind::value, "--top N", "statements shown; 0 is all", "50"},
      {OptionKind::value,
       "--sort WORD",
       "order of the statements, largest first",
       "time",
       false,
       {"time", "calls", "max", "p95", "slow"}},
      fail_on_option("none")};
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

}  // namespace

Command logs_report_command() {
  return {
      "logs-report",
      "observe",
      "times of statements, errors, locks, temporary files and upkeep, from the server's log",
      "Reads the same logs as nplusone and shows for each statement shape how often it ran and p50, p95, p99, maximum "
      "and sum of its times; and errors by SQLSTATE and a minute, lock waits, deadlocks, temporary files, "
      "cancelled statements, connections, checkpoints and autovacuum.\n\n"
      "Quantiles are counted in buckets: at most 1.6 percent from the true value. A window is given by --from and "
      "--to.",
      {"barqdb logs-report /var/log/postgresql/postgresql-15-main.json",
       "barqdb logs-report --format html --output times.html 'logs/*.json.gz'",
       "barqdb logs-report --from '2025-01-06 12:00' --to '2025-01-06 13:00' --sort p95 'logs/*.csv'"},
      options(),
      log_formats(),
      run,
      {},
      logs::event_check_ids};
}

}  // namespace barqdb::cli
