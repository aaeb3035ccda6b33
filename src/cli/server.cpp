// barqdb server: the embedded server's life.
#include <unistd.h>

#include <iostream>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "cli/command.hpp"
#include "db/embedded.hpp"

namespace barqdb::cli {
namespace {

std::string text_of(const db::EmbeddedServer& server) {
  return "PostgreSQL " + std::to_string(server.version) + " (pid " + std::to_string(server.pid) + ") on " +
         server.socket_dir;
}

int run_start(const Arguments&, Context& context) {
  base::install_interrupt_handler();
  const std::string database = context.settings().database;
  const bool running = db::embedded_status().running;
  const db::EmbeddedServer server = db::embedded_start(database);
  context.say((running ? "already running: " : "started: ") + text_of(server));
  context.write(db::embedded_conninfo(server, database) + "\n");
  return 0;
}

int run_stop(const Arguments&, Context& context) {
  base::install_interrupt_handler();
  const db::EmbeddedServer server = db::embedded_look();
  db::embedded_stop();
  context.say(server.running ? "stopped: " + text_of(server) : "it was not running");
  return 0;
}

int run_status(const Arguments&, Context& context) {
  const db::EmbeddedServer server = db::embedded_status();
  model::Report report;
  report.name = "server-status";
  report.columns = {{"state", "state"},      {"version", "PostgreSQL"}, {"pid", "pid"},
                    {"data", "data"},        {"socket", "socket"},      {"log", "log"},
                    {"programs", "programs"}};
  report.rows = {{server.running  ? "running"
                  : server.exists ? "stopped"
                                  : "not made yet",
                  static_cast<std::int64_t>(server.version),
                  server.running ? model::Value(static_cast<std::int64_t>(server.pid)) : model::Value(),
                  server.data_dir, server.socket_dir, server.log_file, server.bin_dir}};
  context.write(report);
  return server.running ? 0 : 1;
}

// A person is asked; a script that says destroy means it.
bool confirmed(const db::EmbeddedServer& server) {
  if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDERR_FILENO) == 0) return true;
  std::cerr << "delete " << server.data_dir << " with all its databases? Type yes: ";
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "yes";
}

int run_destroy(const Arguments& arguments, Context& context) {
  const db::EmbeddedServer server = db::embedded_look();
  if (!server.exists) {
    context.say("there is nothing to delete");
    return 0;
  }
  if (!arguments.flag("yes") && !confirmed(server)) throw base::Error(base::ErrorKind::refused, "nothing was deleted");
  base::install_interrupt_handler();
  db::embedded_destroy();
  context.say("deleted " + server.data_dir);
  return 0;
}

Command subcommand(const char* name, const char* summary, const char* details, RunFunction run) {
  Command command;
  command.name = name;
  command.group = "around";
  command.summary = summary;
  command.details = details;
  command.examples = {std::string("barqdb server ") + name};
  command.run = run;
  return command;
}

}  // namespace

Command server_command() {
  Command command;
  command.name = "server";
  command.group = "around";
  command.summary = "start, stop, look at or delete the embedded server";
  command.details =
      "The embedded server is a private PostgreSQL on a unix socket, made from the installed programs (BARQDB_PG_BIN, "
      "/usr/lib/postgresql, PATH). Its data is in $BARQDB_HOME/embedded, else in the user's data folder. Commands that "
      "need it start it by themselves, and it goes on running.";
  command.examples = {"barqdb server start", "barqdb server status --format json"};
  command.subcommands = {
      subcommand("start", "start it; make it first when it does not exist",
                 "Prints the connection string, so that psql \"$(barqdb server start)\" connects.", run_start),
      subcommand("stop", "stop it; the data stays", "Open connections are closed.", run_stop),
      subcommand("status", "where it is and whether it runs", "Exit 0 when it runs, 1 when it does not.", run_status),
      subcommand("destroy", "stop it and delete its data",
                 "Deletes every database in it. A person at a terminal is asked first, unless --yes is given.",
                 run_destroy)};
  command.subcommands[2].formats = {"table", "json", "markdown"};
  command.subcommands[3].options = {{OptionKind::flag, "-y,--yes", "do not ask"}};
  return command;
}

}  // namespace barqdb::cli
