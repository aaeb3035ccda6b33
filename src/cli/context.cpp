// Settings, connections and output for the commands; each is made at its first use.
#include "cli/context.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "analyze/checks.hpp"
#include "base/clock.hpp"
#include "base/interrupt.hpp"
#include "cli/log.hpp"
#include "cli/terminal_text.hpp"
#include "db/embedded.hpp"
#include "lint/lint.hpp"
#include "render/render.hpp"
#include "revision/reader.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

// Of standard output when it is a terminal; 0 otherwise: a file or a pipe gets the whole text.
int terminal_width() {
  winsize size{};
  if (::isatty(STDOUT_FILENO) == 0 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

bool environment_has(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

// Whoever reads exit code 2 takes it that nothing was touched.
Error result_lost(const std::string& why) {
  return {ErrorKind::server, "the command did its work, but its result is lost: " + why,
          "what was done stays done: look with barqdb current, or show, before it is typed again"};
}

void write_stdout(const std::string& bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0) return;
  // The reader had enough (`| head`): that is no error of ours.
  if (errno == EPIPE) return;
  throw result_lost(std::string("cannot write to standard output: ") + std::strerror(errno));
}

}  // namespace

Context::Context(GlobalOptions globals) : globals_(std::move(globals)) {
  const bool verbose = globals_.verbosity > 0 && !globals_.quiet;
  const char* file = environment_has("BARQDB_LOG") ? std::getenv("BARQDB_LOG") : "";
  if (verbose || *file != '\0') open_log(verbose, file);
}

const config::Settings& Context::settings() {
  if (!settings_) settings_ = load_settings(globals_.overrides);
  return *settings_;
}

config::Settings load_settings(const config::Overrides& overrides) {
  return config::load_settings(overrides, config::process_environment(), {lint::rule_ids(), analyze::check_ids()});
}

std::string Context::migrations() {
  // With the folder given, commands that need no server need no profile either.
  if (!globals_.overrides.migrations.empty()) return globals_.overrides.migrations;
  return settings().migrations;
}

const revision::Graph& Context::graph() {
  if (!graph_) {
    base::Diagnostics diagnostics;
    auto revisions = revision::load_revisions(migrations(), diagnostics);
    graph_.emplace(std::move(revisions), std::move(diagnostics));
  }
  return *graph_;
}

db::ConnectOptions Context::connect_options() {
  base::install_interrupt_handler();
  db::ConnectOptions options;
  if (settings().embedded) {
    const auto server = db::embedded_start(settings().database);
    options.conninfo = db::embedded_conninfo(server, settings().database);
  } else {
    options.conninfo = settings().url;
  }
  return options;
}

db::Connection Context::connect() { return db::Connection(connect_options()); }

void Context::write(const std::string& bytes) {
  if (globals_.output.empty()) {
    write_stdout(bytes);
    return;
  }
  try {
    write_file(globals_.output, bytes);
  } catch (const Error& error) {
    throw result_lost(error.message);
  }
}

void Context::write(const model::Report& report) {
  if ((format() == "json" || format() == "html") && report.generated_at.empty()) {
    model::Report dated = report;
    dated.generated_at = base::utc_time();
    write(render::report(dated, format()));
    return;
  }
  write(render::report(report, format(), globals_.output.empty() ? terminal_width() : 0));
}

void Context::say(const std::string& line) {
  const std::string shown = printable_lines(line);
  if (!globals_.quiet) std::fprintf(stderr, "%s\n", shown.c_str());
  log_said(shown);
}

void Context::detail(const std::string& line) { log_detail(printable_lines(line)); }

bool Context::terminal() const {
  const char* term = std::getenv("TERM");
  return !globals_.quiet && !globals_.no_progress && ::isatty(STDERR_FILENO) != 0 && !environment_has("NO_COLOR") &&
         term != nullptr && std::string(term) != "dumb";
}

}  // namespace barqdb::cli
