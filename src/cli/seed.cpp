// barqdb seed: rows for the example and for trying things out.
#include "execute/seed.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/live_line.hpp"
#include "cli/option_value.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

std::string rows_text(std::int64_t rows) { return base::counted(rows, "row", "rows"); }

class Progress : public execute::SeedListener {
 public:
  explicit Progress(Context& context) : line_(context) {}
  void file_begins(const execute::SeedFile& file, std::size_t number, std::size_t count) override {
    file_ = file.name + " (" + std::to_string(number) + " of " + std::to_string(count) + ")";
    line_.show(file_);
  }
  void statement_begins(std::size_t number, std::size_t count) override {
    line_.show(file_ + ", statement " + std::to_string(number) + " of " + std::to_string(count));
  }
  void file_ends(const execute::SeedFile&, std::int64_t rows, base::Milliseconds elapsed) override {
    line_.say(file_ + ": " + rows_text(rows) + " in " + base::format_duration(elapsed));
  }
  void note(const std::string& text) override { line_.say(text); }

 private:
  LiveLine line_;
  std::string file_;
};

std::pair<std::string, std::string> parse_variable(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const bool plain = !name.empty() &&
                     name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") == std::string::npos &&
                     (name[0] < '0' || name[0] > '9');
  if (equals == std::string::npos || !plain)
    throw Error(ErrorKind::usage, "--set " + text + " is not name=value",
                "a name has lower-case letters, digits and _: --set country=ly");
  if (name == "size")
    throw Error(ErrorKind::usage, "--set size=N is said with --size", "barqdb seed --size " + text.substr(equals + 1));
  return {name, text.substr(equals + 1)};
}

int run_seed(const Arguments& arguments, Context& context) {
  const int size = whole_option(arguments, "size", 1, 999'999'999);
  std::vector<std::pair<std::string, std::string>> variables = {{"size", std::to_string(size)}};
  for (const std::string& text : arguments.texts("set")) variables.push_back(parse_variable(text));
  const auto files = execute::load_seed_files(context.migrations() + "/seeds");
  db::Connection connection = context.connect();
  execute::SeedResult result;
  {
    Progress progress(context);
    result = execute::run_seed(connection, files, variables, progress);
  }
  context.write("seeded " + rows_text(result.rows) + " from " +
                base::counted(static_cast<std::int64_t>(files.size()), "file", "files") + " in " +
                base::format_duration(result.elapsed) + "\n");
  return 0;
}

}  // namespace

Command seed_command() {
  Command command;
  command.name = "seed";
  command.group = "around";
  command.summary = "fill the tables from migrations/seeds";
  command.details =
      "Runs the SQL files of the folder seeds beside the revisions, in the order of their names, in one transaction: "
      "all "
      "rows come or none. The files read --size as current_setting('barqdb.size'), and each --set NAME=VALUE as "
      "current_setting('barqdb.NAME'). Afterwards the database is analyzed. Ctrl-C rolls everything back (exit 130).";
  command.examples = {"barqdb seed", "barqdb seed --size 100000", "barqdb seed --set country=ly"};
  command.options = {
      {OptionKind::value, "--size N", "how much: what it counts is for the files to say", "1000"},
      {OptionKind::values, "--set NAME=VALUE", "a further setting for the files"},
  };
  command.run = run_seed;
  return command;
}

}  // namespace barqdb::cli
