// What every command may use: settings, connections, and where results and words to the person go.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "config/profile.hpp"
#include "db/connection.hpp"
#include "model/report.hpp"
#include "revision/graph.hpp"

namespace barqdb::cli {

struct GlobalOptions {
  config::Overrides overrides;  // --profile, --database-url, --migrations
  std::string format = "table";
  std::string output;  // a file; "" is stdout
  int verbosity = 0;   // -v, -vv
  bool quiet = false;
  bool no_progress = false;
};

class Context {
 public:
  explicit Context(GlobalOptions globals);

  const GlobalOptions& globals() const { return globals_; }
  const std::string& format() const { return globals_.format; }
  // Loaded at first use; throws Error{usage}.
  const config::Settings& settings();
  // The migrations folder: --migrations, else the profile's.
  std::string migrations();
  // The graph of the migrations folder, with every complaint at once; loaded at first use.
  const revision::Graph& graph();
  // A new connection to the database of the profile; starts the embedded server when the profile says so.
  db::Connection connect();
  db::ConnectOptions connect_options();

  // Results: to stdout or --output, in one go. A file is written beside its place and renamed, so that it is never half
  // there. The work is done by then: throws Error{server} when they cannot be written.
  void write(const std::string& bytes);
  // A report in the format that was asked for.
  void write(const model::Report& report);
  // A line for the person, to stderr; nothing with --quiet.
  void say(const std::string& line);
  // To stderr with -v; both kinds of lines also to the file that BARQDB_LOG names.
  void detail(const std::string& line);
  bool terminal() const;  // stderr is a terminal and progress is wanted

 private:
  GlobalOptions globals_;
  std::optional<config::Settings> settings_;
  std::optional<revision::Graph> graph_;
};

// The profile, the environment and the flags, with the words of the profile that name rules and checks looked up.
config::Settings load_settings(const config::Overrides& overrides);

// Throws Error{usage} when a result cannot be written there; before a command begins to work.
void check_output(const std::string& path);
// Beside its place and renamed, so that it is never half there. Throws Error{usage}.
void write_file(const std::string& path, const std::string& bytes);

// Puts an error before the person: message, place with the offending line and a caret, hint, what else was found.
std::string describe(const base::Error& error);

}  // namespace barqdb::cli
