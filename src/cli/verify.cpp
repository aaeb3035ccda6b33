// barqdb verify: named queries measured, kept, and compared.
#include "analyze/verification.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/fail_on.hpp"
#include "cli/verification_file.hpp"
#include "cli/verify_run.hpp"

namespace barqdb::cli {
namespace {

int run(const Arguments& arguments, Context& context) {
  const VerifyInput input = verify_input(arguments, arguments.text("file"));
  const analyze::VerifyTolerance tolerance = verify_tolerance(arguments);
  std::vector<model::QueryMeasure> before;
  if (arguments.given("compare")) before = load_verification(arguments.text("compare"));
  // What --only leaves out is not missing.
  if (arguments.given("only")) {
    std::erase_if(before, [&](const model::QueryMeasure& measure) {
      return !base::matches_pattern(measure.name, arguments.text("only"));
    });
  }

  model::Report head;
  const std::vector<model::QueryMeasure> measures = measure_queries(context, input, head);
  if (arguments.given("save"))
    write_file(arguments.text("save"), verification_text(measures, head.database, head.server_version));
  model::Report report = arguments.given("compare")
                             ? analyze::compare_verify_reports(input.queries, before, measures, tolerance)
                             : analyze::make_verify_report(input.queries, measures);
  report.generated_at = head.generated_at;
  report.database = head.database;
  report.server_version = head.server_version;
  context.write(report);
  return exit_code_of(report, arguments);
}

}  // namespace

Command verify_command() {
  Command command;
  command.name = "verify";
  command.group = "act";
  command.summary = "measure named queries; compare them with an earlier measurement";
  command.details =
      "Runs every query of FILE under EXPLAIN (ANALYZE, BUFFERS) in rounds, so that they take turns, and reports cost, "
      "median and spread of the times, rows and buffers read, and the indexes used. Each execution is a transaction "
      "that "
      "is rolled back, read-only unless the query's header says `writes: yes`.\n\n"
      "With --save the measures are kept in a file; with --compare they are judged against such a file, and a query "
      "that "
      "became slower or fails gives exit 1. With --plan-only nothing is executed, and costs are compared.";
  command.examples = {"barqdb verify migrations/queries/fleet.sql --save before.json",
                      "barqdb verify migrations/queries/fleet.sql --compare before.json",
                      "barqdb verify queries.sql --plan-only --format html --output plans.html",
                      "barqdb verify queries.sql --only 'dashboard_*' --role app --set app.current_org_id=7"};
  command.options = {{OptionKind::positional, "FILE", "SQL with a line -- name: NAME before each query", "", true},
                     {OptionKind::value, "--save FILE", "keep the measures"},
                     {OptionKind::value, "--compare FILE", "judge against measures that were kept"}};
  for (Option& option : verify_options()) command.options.push_back(std::move(option));
  command.options.push_back(fail_on_option("verify.slower,verify.failed"));
  command.formats = {"table", "json", "markdown", "html", "sarif", "junit", "github", "gitlab"};
  command.run = run;
  command.checks = analyze::verify_check_ids;
  return command;
}

}  // namespace barqdb::cli
