// batch status, pause, resume, cancel, restore.
#include "batch/status.hpp"
#include "cli/batch.hpp"
#include "cli/batch_options.hpp"
#include "cli/batch_run.hpp"
#include "cli/parse.hpp"

namespace barqdb::cli {
namespace {

Command restore_command();

int run_status(const Arguments& arguments, Context& context) {
  db::Connection connection = context.connect();
  context.write(batch::status_report(connection, arguments.text("name")));
  return 0;
}

int run_pause(const Arguments& arguments, Context& context) {
  db::Connection connection = context.connect();
  const batch::Job job = batch::named_job(connection, arguments.text("name"));
  const bool at_work = batch::order_pause(connection, job);
  context.write("paused: " + job.name + (at_work ? "; its runner waits after the chunk under way\n" : "\n"));
  return 0;
}

int run_cancel(const Arguments& arguments, Context& context) {
  db::Connection connection = context.connect();
  const batch::Job job = batch::named_job(connection, arguments.text("name"));
  const bool at_work = batch::order_cancel(connection, job);
  context.write("cancelled: " + job.name + (at_work ? "; its runner ends after the chunk under way\n" : "\n"));
  return 0;
}

// Without a runner this becomes the runner, by the words that the batch was begun with.
int run_resume(const Arguments& arguments, Context& context) {
  batch::Job job;
  {
    db::Connection connection = context.connect();
    job = batch::named_job(connection, arguments.text("name"));
    if (batch::order_resume(connection, job)) {
      context.write("resumed: " + job.name + "; its runner goes on\n");
      return 0;
    }
  }
  if (job.arguments.empty()) {
    context.write("resumed: " + job.name + "; `barqdb upgrade` goes on with it\n");
    return 0;
  }
  const Invocation begun = parse(job.arguments, commands());
  return begun.path.back()->run(begun.arguments, context);
}

// The old values go back, by a batch of their own.
int run_restore(const Arguments& arguments, Context& context) {
  batch::RunInput input = batch_input(arguments, context, batch::Kind::restore);
  {
    db::Connection connection(input.connect);
    const batch::Job job = batch::named_job(connection, arguments.text("batch"));
    if (job.backup.empty()) {
      throw base::Error(base::ErrorKind::usage, "the batch " + job.name + " kept no old values",
                        "only one with --backup-table can be taken back");
    }
    if (batch::is_locked(connection, job.id)) {
      throw base::Error(base::ErrorKind::busy, "the batch " + job.name + " is still at work",
                        "end it first: `barqdb batch cancel " + job.name + "`");
    }
    input.spec.table = model::parse_qualified_name(job.backup);
    input.spec.into = model::parse_qualified_name(job.relation);
    input.spec.restored = batch::kind_of(job.kind);
    input.spec.columns = job.assigned;
    // Of the batch, not of the backup table: another batch may have kept its old values in one of the same name.
    if (input.spec.name.empty()) input.spec.name = "restore-" + std::to_string(job.id) + "-" + job.name;
  }
  input.arguments = words_of(restore_command(), arguments);
  return run_batch(input, arguments.flag("dry-run"), context);
}

Command make(const char* name, RunFunction run, const std::string& summary, const std::string& details,
             bool name_required) {
  Command command;
  command.name = name;
  command.group = "act";
  command.summary = summary;
  command.details = details;
  command.examples = {std::string("barqdb batch ") + name + (name_required ? " update-orders-1a2b3c4d" : "")};
  command.options = {{OptionKind::positional, "NAME", "name or id of a batch", "", name_required}};
  command.run = run;
  return command;
}

Command restore_command() {
  Command command;
  command.name = "restore";
  command.group = "act";
  command.summary = "bring the old values of a batch back";
  command.details =
      "Of an update the columns that it set get their old values, of a delete the rows come back, from the table that "
      "--backup-table named. What others wrote into those columns since is overwritten.";
  command.examples = {"barqdb batch restore update-orders-1a2b3c4d"};
  command.options = {{OptionKind::positional, "BATCH", "name or id of the batch to take back", "", true}};
  for (auto more : {batch_walk_options, batch_guard_options, batch_pace_options})
    for (Option& option : more()) command.options.push_back(std::move(option));
  command.formats = {"table", "json", "markdown"};
  command.run = run_restore;
  return command;
}

}  // namespace

std::vector<Command> batch_control_commands() {
  std::vector<Command> commands = {
      make("status", run_status, "show the batches of the database",
           "Rows done, rate, lag, what holds a batch up, and the pool of its runner: size, checked out, overflow, "
           "waits, recycled. `stopped` is one that should run and has no runner: its command, or resume, goes on.",
           false),
      make("pause", run_pause, "let a batch stop after the chunk under way",
           "A runner at work stays and waits for `batch resume`.", true),
      make("resume", run_resume, "let a batch go on",
           "Tells its runner to go on; without one this command becomes the runner.", true),
      make("cancel", run_cancel, "end a batch after the chunk under way", "What was done stays.", true)};
  commands.front().formats = {"table", "json", "markdown"};
  commands.push_back(restore_command());
  return commands;
}

}  // namespace barqdb::cli
