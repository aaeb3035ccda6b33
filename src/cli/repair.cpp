// barqdb repair: what is broken, and what to type; acts only on what it is told to.
#include "execute/repair.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/run_options.hpp"
#include "cli/run_progress.hpp"

namespace barqdb::cli {
namespace {

model::Report complaints_report(const std::vector<plan::Complaint>& complaints, const db::Connection& connection) {
  model::Report report;
  report.name = "repair";
  report.database = connection.database();
  report.server_version = connection.server_version();
  report.columns = {{"kind", "kind"},
                    {"object", "object"},
                    {"table", "table", model::Unit::none, false},
                    {"cause", "cause"},
                    {"detail", "detail"},
                    {"command", "type"},
                    {"sql", "sql", model::Unit::none, false},
                    {"revision", "revision", model::Unit::none, false},
                    {"passing", "passing", model::Unit::none, false}};
  std::int64_t steps = 0;
  for (const plan::Complaint& one : complaints) {
    steps += one.step ? 1 : 0;
    report.rows.push_back({std::string(one.step ? "step" : "index"), one.object, one.table, one.cause, one.detail,
                           one.command, one.sql, one.revision, one.passing});
  }
  const auto count = static_cast<std::int64_t>(complaints.size());
  report.metrics = {{"indexes", count - steps}, {"steps", steps}};
  if (complaints.empty()) report.notes.push_back("nothing is broken: every index is valid, and no step was cut off");
  return report;
}

int run_list(const Arguments& arguments, Context& context) {
  db::Connection connection = context.connect();
  const std::vector<plan::Complaint> complaints = execute::read_complaints(connection);
  context.write(complaints_report(complaints, connection));
  const bool broken =
      std::any_of(complaints.begin(), complaints.end(), [](const plan::Complaint& one) { return !one.passing; });
  return arguments.flag("check") && broken ? 1 : 0;
}

int run_action(const Arguments& arguments, Context& context, plan::RepairAction action, const char* done) {
  const config::OnlineSettings online = online_settings(arguments, context);
  const auto connect = [options = context.connect_options()] { return db::Connection(options); };
  RunProgress progress(context);
  const execute::RepairResult result =
      execute::run_repair(connect, arguments.texts("names"), action, online, progress, replicas_of(context));
  std::string text;
  for (const std::string& name : result.repaired) text += std::string(done) + " " + name + "\n";
  context.write(text);
  for (const std::string& left : result.left_alone) context.say("left alone: " + left);
  return 0;
}

int run_drop(const Arguments& arguments, Context& context) {
  return run_action(arguments, context, plan::RepairAction::drop_invalid, "dropped");
}

int run_rebuild(const Arguments& arguments, Context& context) {
  return run_action(arguments, context, plan::RepairAction::rebuild, "rebuilt");
}

Command action_command(const char* name, const char* summary, const char* details, RunFunction run) {
  Command command;
  command.name = name;
  command.group = "act";
  command.summary = summary;
  command.details = details;
  command.examples = {std::string("barqdb repair ") + name + " public.idx_couriers_city"};
  command.options = {
      {OptionKind::positionals, "NAMES", "indexes, as `barqdb repair` prints them", "", true},
      {OptionKind::value, "--wait-budget TIME", "how long to wait for others", "from the profile"},
      {OptionKind::value, "--lock-mode MODE", "as of upgrade", "from the profile", false, {"session", "lease"}},
      {OptionKind::value, "--runner-wait TIME", "how long to wait for another barqdb at work", "from the profile"}};
  command.run = run;
  return command;
}

}  // namespace

Command repair_command() {
  Command command;
  command.name = "repair";
  command.group = "act";
  command.summary = "list what is broken, and repair what it is told to";
  command.details =
      "Lists invalid indexes with their cause, and steps of the ledger whose session is gone, each with what to type. "
      "Most of it is finished by typing the cut-off upgrade or downgrade again. Nothing is changed without a name: "
      "`repair drop-invalid NAME` drops an index that is invalid, `repair rebuild NAME` makes it valid; both work "
      "concurrently, under the lock of upgrades, and leave valid indexes and running builds alone. With --check the "
      "list is a gate: exit 1 when anything is broken that nobody is at work on.";
  command.examples = {"barqdb repair", "barqdb repair --check --format json",
                      "barqdb repair drop-invalid public.idx_old_ccnew"};
  command.options = {{OptionKind::flag, "--check", "exit 1 when anything is broken"}};
  command.formats = {"table", "json", "markdown"};
  command.run = run_list;
  command.subcommands = {
      action_command("drop-invalid", "drop invalid indexes",
                     "Drops the named indexes concurrently. One that is valid is refused (exit 4); one that a session "
                     "is at work on is waited for, and kept when it turns valid.",
                     run_drop),
      action_command("rebuild", "make invalid indexes valid",
                     "Rebuilds the named indexes with REINDEX CONCURRENTLY. Where the rows forbid it (exit 6), what it "
                     "made beside the index is removed, and the index stays as it was.",
                     run_rebuild)};
  return command;
}

}  // namespace barqdb::cli
