// barqdb plan: what upgrade or downgrade would do, shown or written down to be run exactly so.
#include "cli/command.hpp"
#include "cli/fail_on.hpp"
#include "cli/offline_range.hpp"
#include "cli/plan_report.hpp"
#include "cli/run_options.hpp"
#include "execute/approval.hpp"
#include "lint/lint.hpp"
#include "render/render.hpp"

namespace barqdb::cli {
namespace {

std::string target_of(const Arguments& arguments, bool down) {
  if (arguments.given("target")) return arguments.text("target");
  if (!down) return "head";
  throw base::Error(base::ErrorKind::usage, "plan --down needs a target: how far back",
                    "barqdb plan --down -1, or the revision that stays applied");
}

void refuse_together(const Arguments& arguments, const char* one, const char* other, const char* why) {
  if (!arguments.flag(one) || !arguments.given(other)) return;
  throw base::Error(base::ErrorKind::usage, "--" + std::string(one) + " and --" + other + " exclude each other: " + why,
                    "leave out one of the two");
}

execute::Preview preview_of(const Arguments& arguments, Context& context, const execute::RunInput& input, bool down) {
  if (arguments.flag("offline")) {
    return execute::preview_offline(context.graph(), offline_ids(context.graph(), input.target), context.migrations(),
                                    input.online, context.settings().project);
  }
  return down ? execute::preview_downgrade(input) : execute::preview_upgrade(input);
}

int run_plan(const Arguments& arguments, Context& context) {
  refuse_together(arguments, "offline", "down", "what a downgrade undoes, only the ledger knows");
  refuse_together(arguments, "offline", "out", "a plan to be run stands on facts of the server");
  const bool down = arguments.flag("down");
  const std::string target = target_of(arguments, down);
  const bool offline = arguments.flag("offline");
  if (!offline && target.find(':') != std::string::npos) {
    throw base::Error(base::ErrorKind::usage, "a range is for --offline: a run begins where the database stands",
                      "barqdb plan " + target.substr(target.find(':') + 1));
  }
  execute::RunInput input;
  if (offline) {
    input.target = target;
    input.online = online_settings(arguments, context);
  } else {
    input = run_input(arguments, context, target);
  }
  const execute::Preview preview = preview_of(arguments, context, input, down);
  if (arguments.given("out")) {
    write_file(arguments.text("out"), plan::write_plan_file(execute::plan_file_of(preview, input)));
  }
  const lint::PlanHazards hazards = hazards_of(context, preview, input.online);
  const model::Report report = plan_report(preview, input.online, hazards);
  if (context.format() == "table")
    context.write(plan_text(preview, input.online, hazards));
  else if (context.format() == "markdown")
    context.write(plan_markdown(preview, input.online, hazards));
  else
    context.write(report);
  if (arguments.flag("check") && !preview.plans.empty()) return 1;
  return exit_code_of(report, arguments);
}

std::vector<Option> options() {
  std::vector<Option> out = {
      {OptionKind::positional, "TARGET", "as of upgrade; with --down as of downgrade; with --offline also a:b", "head"},
      {OptionKind::flag, "--down", "plan a downgrade"},
      {OptionKind::flag, "--offline", "ask no server: what the files alone tell"},
      {OptionKind::value, "--out FILE", "write the plan down for upgrade --plan or downgrade --plan"},
      {OptionKind::flag, "--check", "exit 1 when anything is pending"},
      fail_on_option("none")};
  for (Option& option : run_options()) {
    if (option.names == "--dry-run" || option.names == "--sql" || option.names.starts_with("--runner-wait") ||
        option.names.starts_with("--plan") || option.names.starts_with("--lock-mode"))
      continue;
    out.push_back(std::move(option));
  }
  return out;
}

}  // namespace

Command plan_command() {
  Command command;
  command.name = "plan";
  command.group = "gate";
  command.summary = "show what upgrade or downgrade would do";
  command.details =
      "Shows every operation with its SQL, lock, timeouts, transaction or lane, and what it is expected to take, from "
      "the live database or from the files alone. It is the plan that the run itself makes. Nothing is changed, no "
      "lock is "
      "taken.\n\n"
      "--out writes the plan down; `upgrade --plan FILE` then runs exactly that, or nothing (exit 4) when a fact that "
      "it stands on has changed.\n\n"
      "Beside each operation stand its hazards: what lint finds in it. --fail-on makes the command exit 1 on those "
      "that "
      "it names. Else it exits 0; with --check 1 when there is something to do.";
  command.examples = {"barqdb plan",
                      "barqdb plan --down -1",
                      "barqdb plan 020:head --offline",
                      "barqdb plan head --check --format markdown",
                      "barqdb plan head --fail-on warning",
                      "barqdb plan head --out plan.json"};
  command.options = options();
  command.formats = render::gate_formats();
  command.run = run_plan;
  command.checks = lint::rule_ids;
  return command;
}

}  // namespace barqdb::cli
