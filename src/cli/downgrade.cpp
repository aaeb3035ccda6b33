// barqdb downgrade: the chain back.
#include "cli/approved_plan.hpp"
#include "cli/command.hpp"
#include "cli/plan_report.hpp"
#include "cli/run_options.hpp"
#include "cli/run_progress.hpp"
#include "execute/script.hpp"

namespace barqdb::cli {
namespace {

int run_downgrade(const Arguments& arguments, Context& context) {
  const std::optional<plan::PlanFile> approved = read_approved(arguments, context, model::Direction::down);
  const execute::RunInput input = run_input(arguments, context, arguments.text("target"), approved);
  if (arguments.flag("sql")) {
    context.write(execute::script_of(execute::preview_downgrade(input), input.online));
    return 0;
  }
  if (arguments.flag("dry-run")) {
    const execute::Preview preview = execute::preview_downgrade(input);
    context.write(plan_report(preview, input.online, hazards_of(context, preview, input.online)));
    return 0;
  }
  execute::RunResult result;
  {
    RunProgress progress(context);
    result = execute::downgrade(input, progress);
  }
  if (context.format() == "table")
    context.write(result_sentence("rolled back", result));
  else
    context.write(result_report("downgrade", result));
  return 0;
}

}  // namespace

Command downgrade_command() {
  Command command;
  command.name = "downgrade";
  command.group = "chain";
  command.summary = "roll revisions back to a target";
  command.details =
      "Rolls back every revision above the target, children first, with the same care as an upgrade: created indexes "
      "are dropped, "
      "dropped ones are rebuilt as they were, SQL steps run their `down`. A step that is irreversible is refused (exit "
      "4) before "
      "anything runs. A revision that an upgrade left unfinished is undone as far as it came.";
  command.examples = {"barqdb downgrade -1", "barqdb downgrade 021", "barqdb downgrade base --dry-run"};
  command.options = {{OptionKind::positional, "TARGET", "-N, base, a revision id (it stays applied), label@base"}};
  for (Option& option : run_options()) command.options.push_back(std::move(option));
  command.formats = {"table", "json", "markdown"};
  command.run = run_downgrade;
  return command;
}

}  // namespace barqdb::cli
