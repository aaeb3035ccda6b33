// nplusone: statements that applications repeat row by row, found in the server's log.
#include "cli/command.hpp"
#include "cli/fail_on.hpp"
#include "cli/log_options.hpp"
#include "cli/option_value.hpp"
#include "cli/schema_keys.hpp"
#include "logs/loops.hpp"
#include "logs/nplusone_report.hpp"
#include "logs/spread.hpp"
#include "logs/work_units.hpp"

namespace barqdb::cli {
namespace {

config::NplusoneSettings settings_of(const Arguments& arguments, Context& context) {
  config::NplusoneSettings settings = context.settings().nplusone;
  settings.min_repeats = whole_option_or(settings.min_repeats, arguments, "min-repeats", 2);
  settings.min_distinct = whole_option_or(settings.min_distinct, arguments, "min-distinct", 1);
  settings.min_share = whole_option_or(settings.min_share, arguments, "min-share", 0);
  settings.min_time = duration_option_or(settings.min_time, arguments, "min-time");
  settings.burst_gap = duration_option_or(settings.burst_gap, arguments, "burst-gap");
  return settings;
}

logs::LoopOptions loop_options(const config::NplusoneSettings& settings) {
  return {static_cast<std::uint32_t>(settings.min_repeats), settings.min_distinct / 100.0,
          static_cast<double>(settings.min_time.count()), settings.min_share / 100.0,
          settings.burst_gap.count() * 1000};
}

int run(const Arguments& arguments, Context& context) {
  const config::NplusoneSettings settings = settings_of(arguments, context);
  logs::Input input(input_options(arguments, context));
  logs::Shapes shapes;
  logs::Loops loops(loop_options(settings));
  logs::Loops spread_loops(loop_options(settings));
  const logs::UnitOptions unit_options{settings.burst_gap.count() * 1000, 2};
  logs::Units units(unit_options, loops);
  logs::Spread spread(unit_options, units, spread_loops);
  logs::Sessions sessions(shapes, spread);
  if (arguments.flag("follow")) {
    loops.on_new = spread_loops.on_new = [&](const logs::Loop& loop) {
      context.say(std::string(logs::check_of(loop.kind)) + ": " + loop.application + ": " + loop.shape->query);
    };
  }
  show_progress(input, context);
  logs::Record record;
  while (input.next(record)) sessions.take(record);
  sessions.finish();
  spread.finish();

  logs::ReadFacts facts = read_facts(input, sessions, shapes);
  facts.units = units.count();
  std::vector<model::NotExamined> not_asked;
  const model::SchemaKeys keys = read_schema_keys(arguments, context, not_asked);
  const std::vector<logs::Loop> found =
      logs::with_spread(loops.found(units.queues()), spread_loops.found(units.queues()));
  model::Report report = logs::make_nplusone_report(found, facts, keys, settings);
  report.not_examined.insert(report.not_examined.end(), not_asked.begin(), not_asked.end());
  context.write(report);
  return exit_code_of(report, arguments);
}

std::vector<Option> options() {
  std::vector<Option> all = log_options();
  const std::vector<Option> own = {
      {OptionKind::value, "--min-repeats N", "repeats of a statement in one unit of work that make a loop", "5"},
      {OptionKind::value, "--min-distinct PERCENT", "share of the repeats with values of their own", "80"},
      {OptionKind::value, "--min-time DURATION", "time that the repeats of a unit take at least; or", "50ms"},
      {OptionKind::value, "--min-share PERCENT", "their share of the unit's time or statements", "10"},
      {OptionKind::value, "--burst-gap DURATION", "without a transaction: a longer pause begins another unit", "50ms"},
      schema_from_option(),
      fail_on_option("warning")};
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

}  // namespace

Command nplusone_command() {
  return {
      "nplusone",
      "observe",
      "find statements that an application repeats row by row, in the server's log",
      "Reads logs of PostgreSQL (jsonlog, csvlog, stderr with any log_line_prefix; plain, gzip or zstd), groups their "
      "statements into units of work, and reports what a unit repeats: nplusone.read (rows read one at a time), "
      "nplusone.repeat (the same question again), nplusone.write (rows written one statement each). Paging, lists of "
      "keys, dashboards with the same constants, health checks, job queues and migrations are no findings.\n\n"
      "The log has to hold all statements: log_min_duration_statement = 0, or log_statement = all with log_duration. "
      "Thresholds and suppressions stand in `nplusone` of the profile. Exits 1 when --fail-on names a finding.",
      {"barqdb nplusone /var/log/postgresql/postgresql-15-main.json",
       "barqdb nplusone --format markdown 'logs/*.csv.gz' --from '2025-01-06 12:00'",
       "barqdb nplusone --follow /var/log/postgresql/postgresql-15-main.log"},
      options(),
      log_formats(),
      run,
      {},
      logs::nplusone_check_ids};
}

}  // namespace barqdb::cli
