// barqdb upgrade: the chain forward.
#include <optional>

#include "cli/approved_plan.hpp"
#include "cli/command.hpp"
#include "cli/offline_range.hpp"
#include "cli/plan_report.hpp"
#include "cli/run_options.hpp"
#include "cli/run_progress.hpp"
#include "cli/verified_upgrade.hpp"
#include "execute/script.hpp"

namespace barqdb::cli {
namespace {

// A range a:b speaks of no particular database: only as a script, and without a server.
int write_offline_script(const Arguments& arguments, Context& context, const std::string& range) {
  const config::OnlineSettings online = online_settings(arguments, context);
  const std::vector<std::string> ids = offline_ids(context.graph(), range);
  context.write(execute::script_of(
      execute::preview_offline(context.graph(), ids, context.migrations(), online, context.settings().project),
      online));
  return 0;
}

int run_upgrade(const Arguments& arguments, Context& context) {
  const std::optional<plan::PlanFile> approved = read_approved(arguments, context, model::Direction::up);
  const std::string target = arguments.text("target");
  if (target.find(':') != std::string::npos) {
    if (arguments.flag("sql")) return write_offline_script(arguments, context, target);
    throw base::Error(base::ErrorKind::usage, "a range is for --sql: an upgrade begins where the database stands",
                      "barqdb upgrade " + target.substr(target.find(':') + 1));
  }
  const execute::RunInput input = run_input(arguments, context, target, approved);
  if (arguments.flag("sql")) {
    context.write(execute::script_of(execute::preview_upgrade(input), input.online));
    return 0;
  }
  if (arguments.flag("dry-run")) {
    const execute::Preview preview = execute::preview_upgrade(input);
    context.write(plan_report(preview, input.online, hazards_of(context, preview, input.online)));
    return 0;
  }
  std::optional<VerifiedUpgrade> verified;
  if (arguments.given("verify")) verified.emplace(context, arguments.text("verify"));
  execute::RunResult result;
  {
    RunProgress progress(context);
    result = execute::upgrade(input, progress);
  }
  if (verified) {
    context.say(result_sentence("upgraded", result));
    return result.revisions.empty() ? 0 : verified->finish(result.revisions.size());
  }
  if (context.format() == "table")
    context.write(result_sentence("upgraded", result));
  else
    context.write(result_report("upgrade", result));
  return 0;
}

}  // namespace

Command upgrade_command() {
  Command command;
  command.name = "upgrade";
  command.group = "chain";
  command.summary = "apply revisions up to a target";
  command.details =
      "Applies every revision between where the database stands and the target, parents first. A revision's SQL and "
      "its "
      "index builds on new, empty or small tables share one transaction; on larger tables indexes are built "
      "concurrently, so "
      "that no writer waits. Whatever ends the run, the same command goes on from there.";
  command.examples = {"barqdb upgrade head",           "barqdb upgrade +1",
                      "barqdb upgrade head --dry-run", "barqdb upgrade head --sql --output upgrade.sql",
                      "barqdb upgrade 020:head --sql", "barqdb upgrade --plan plan.json"};
  command.options = {
      {OptionKind::positional, "TARGET", "head, heads, +N, a revision id or the first characters of one, label@head"}};
  for (Option& option : run_options()) command.options.push_back(std::move(option));
  command.options.push_back({OptionKind::value, "--verify FILE",
                             "measure these named queries before and after; exit 1 when one became slower"});
  command.formats = {"table", "json", "markdown"};
  command.run = run_upgrade;
  return command;
}

}  // namespace barqdb::cli
