// The command line by CLI11. The command is found first and only its own parser is built, together with the global
// flags: that is why they work on both sides of the name, and why an argument may be named like a command.
#include "cli/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/option_kind.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

std::string_view cli_names(const Option& option) {
  const std::string_view names = option.names;
  return names.substr(0, names.find(' '));
}

std::string help_hint(const CommandPath& path) { return "see: " + path_text(path) + " --help"; }

std::string near_hint(const std::string& word, const std::vector<std::string>& known, const std::string& otherwise) {
  const std::string near = base::nearest(word, known);
  return near.empty() ? otherwise : "did you mean '" + near + "'?";
}

// What the commands are called in other migration tools.
std::string name_here(const std::string& word) {
  static const std::map<std::string, std::string> words = {
      {"apply", "upgrade"},  {"deploy", "upgrade"},   {"migrate", "upgrade"},    {"up", "upgrade"},
      {"down", "downgrade"}, {"revert", "downgrade"}, {"rollback", "downgrade"}, {"undo", "downgrade"},
      {"info", "current"},   {"status", "current"},   {"log", "history"},        {"add", "new"},
      {"create", "new"},     {"revision", "new"},     {"baseline", "stamp"},     {"validate", "check"}};
  const auto found = words.find(word);
  return found == words.end() ? "" : found->second;
}

const Command* find_command(const std::vector<Command>& table, const std::string& name, const CommandPath& path) {
  std::vector<std::string> names;
  for (const auto& command : table) {
    if (command.name == name) return &command;
    names.push_back(command.name);
  }
  const std::string here = path.empty() ? name_here(name) : "";
  const bool known = std::find(names.begin(), names.end(), here) != names.end();
  throw Error(
      ErrorKind::usage, path_text(path) + " has no command '" + name + "'",
      known ? "here it is called '" + here + "'" : near_hint(name, names, "see: " + path_text(path) + " --help"));
}

// Does this word take the next one as its value, among these options?
bool takes_next(const std::string& word, const std::vector<Option>& options) {
  return std::any_of(options.begin(), options.end(), [&](const Option& option) {
    if (!takes_value(option)) return false;
    const auto split = base::split(cli_names(option), ',');
    return std::find(split.begin(), split.end(), word) != split.end();
  });
}

// Takes the names of the command out of `words`.
CommandPath take_command(std::vector<std::string>& words, const std::vector<Command>& table) {
  CommandPath path;
  const std::vector<Command>* level = &table;
  for (std::size_t at = 0; at < words.size() && !level->empty();) {
    const std::string& word = words[at];
    if (word == "--") break;
    if (word.size() > 1 && word.front() == '-') {
      // A group may have options of its own beside its commands: snapshot --retention 30d.
      const bool taken =
          takes_next(word, global_options()) || (!path.empty() && takes_next(word, path.back()->options));
      at += taken ? 2 : 1;
      continue;
    }
    const Command* found = find_command(*level, word, path);
    path.push_back(found);
    level = &found->subcommands;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return path;
}

class Parser {
 public:
  Parser(const CommandPath& path, std::vector<std::string> words) : path_(path), words_(std::move(words)) {
    app_.set_help_flag();
    app_.allow_extras();
    if (!path.empty()) {
      for (const auto& option : path.back()->options) add(option);
    }
    for (const auto& option : global_options()) add(option);
  }

  Arguments run() {
    std::reverse(words_.begin(), words_.end());
    try {
      app_.parse(words_);
    } catch (const CLI::ArgumentMismatch& error) {
      const std::string text = error.what();  // "--range: 1 required TEXT missing"
      throw Error(ErrorKind::usage, text.substr(0, text.find(':')) + " needs a value", help_hint(path_));
    } catch (const CLI::ParseError& error) {
      throw Error(ErrorKind::usage, error.what(), help_hint(path_));
    }
    refuse_extras();
    Arguments arguments;
    for (const auto& [option, parsed] : options_) take(*option, *parsed, arguments);
    return arguments;
  }

 private:
  void add(const Option& option) {
    const std::string names(cli_names(option));
    CLI::Option* added = nullptr;
    if (option.kind == OptionKind::flag) {
      added = app_.add_flag(names)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    } else {
      // The values are read from CLI11's own record after the parse.
      added = app_.add_option(names, [](const CLI::results_t&) { return true; });
      if (option.kind == OptionKind::positionals) {
        added->expected(1, CLI::detail::expected_max_vector_size)->allow_extra_args();
      } else {
        added->expected(1);
      }
      if (option.kind == OptionKind::values) added->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
    options_.emplace_back(&option, added);
  }

  void take(const Option& option, const CLI::Option& parsed, Arguments& arguments) {
    const std::string key = key_of(option);
    if (!option.fallback.empty()) arguments.fallbacks[key] = option.fallback;
    const auto& results = parsed.results();
    if (results.empty()) {
      if (option.required) {
        throw Error(ErrorKind::usage, path_text(path_) + " needs " + option.names, help_hint(path_));
      }
      return;
    }
    for (const auto& value : results) {
      if (option.choices.empty()) break;
      if (std::find(option.choices.begin(), option.choices.end(), value) != option.choices.end()) continue;
      throw Error(ErrorKind::usage, "'" + value + "' is no value of " + option.names,
                  near_hint(value, option.choices, "use one of: " + base::join(option.choices, ", ")));
    }
    arguments.values[key] = results;
  }

  void refuse_extras() {
    auto extras = app_.remaining();
    std::erase(extras, "--");
    if (extras.empty()) return;
    const std::string word = extras.front().substr(0, extras.front().find('='));
    if (word.size() < 2 || word.front() != '-') {
      throw Error(ErrorKind::usage, "unexpected argument '" + extras.front() + "'", help_hint(path_));
    }
    std::vector<std::string> known;
    for (const auto& [option, parsed] : options_) {
      if (is_positional(*option)) continue;
      for (const auto name : base::split(cli_names(*option), ',')) known.emplace_back(name);
    }
    throw Error(ErrorKind::usage, path_text(path_) + " has no option '" + word + "'",
                near_hint(word, known, help_hint(path_)));
  }

  const CommandPath& path_;
  std::vector<std::string> words_;
  CLI::App app_;
  std::vector<std::pair<const Option*, CLI::Option*>> options_;
};

// What a script writes when its variable is not set. Taken as absent it would mean another server or folder.
void check_not_empty(const Arguments& arguments) {
  for (const char* name : {"profile", "database-url", "migrations", "output"}) {
    if (!arguments.given(name) || !arguments.text(name).empty()) continue;
    throw Error(ErrorKind::usage, std::string("--") + name + " is empty",
                "is a variable of the script not set? Leave the flag out to take what the profile says");
  }
}

void check_format(const CommandPath& path, const Arguments& arguments) {
  if (path.empty() || !arguments.given("format")) return;
  const auto& formats = path.back()->formats;
  const std::string format = arguments.text("format");
  if (formats.empty()) {
    throw Error(ErrorKind::usage, path_text(path) + " prints no report: --format has no meaning", help_hint(path));
  }
  if (std::find(formats.begin(), formats.end(), format) == formats.end()) {
    throw Error(ErrorKind::usage, path_text(path) + " has no format '" + format + "'",
                near_hint(format, formats, "use one of: " + base::join(formats, ", ")));
  }
}

}  // namespace

std::string path_text(const CommandPath& path) {
  std::string out = "barqdb";
  for (const auto* command : path) out += " " + command->name;
  return out;
}

const std::vector<Option>& global_options() {
  static const std::vector<Option> options = {
      {OptionKind::value, "--profile NAME", "profile: a name in profiles/, or a file"},
      {OptionKind::value, "--database-url URL", "connect here instead of where the profile says"},
      {OptionKind::value, "--migrations DIR", "folder of the revision files"},
      {OptionKind::value, "--format FORMAT", "form of the result"},
      {OptionKind::value, "--output FILE", "write the result to a file; - is standard output"},
      {OptionKind::flag, "-v,--verbose", "say more; -vv says everything"},
      {OptionKind::flag, "-q,--quiet", "results and errors only"},
      {OptionKind::flag, "--no-progress", "no line that changes in place, also at a terminal"},
      {OptionKind::flag, "-h,--help", "this help"},
      {OptionKind::flag, "--version", "the version of barqdb"},
  };
  return options;
}

Invocation parse(const std::vector<std::string>& words, const std::vector<Command>& table) {
  Invocation out;
  std::vector<std::string> rest = words;
  // `barqdb help merge` is what people try; it is `barqdb merge --help`.
  if (!rest.empty() && rest.front() == "help") {
    rest.erase(rest.begin());
    rest.emplace_back("--help");
  }
  out.path = take_command(rest, table);
  const auto asks = [&](const char* name) {
    const auto end = std::find(rest.begin(), rest.end(), "--");
    return std::find(rest.begin(), end, name) != end;
  };
  // Asked for before anything else is judged: help must not fail because an argument is missing.
  out.help = asks("--help") || asks("-h");
  out.version = asks("--version");
  if (out.help || out.version) return out;

  out.arguments = Parser(out.path, rest).run();
  check_format(out.path, out.arguments);
  check_not_empty(out.arguments);
  const Arguments& given = out.arguments;
  out.globals.overrides = {given.text("profile"), given.text("database-url"), given.text("migrations")};
  if (given.given("format")) out.globals.format = given.text("format");
  out.globals.output = given.text("output");
  // A file put in the place of the link would not be what the reader waits at.
  if (out.globals.output == "-" || out.globals.output == "/dev/stdout") out.globals.output.clear();
  out.globals.verbosity = static_cast<int>(given.texts("verbose").size());
  out.globals.quiet = given.flag("quiet");
  out.globals.no_progress = given.flag("no-progress");
  return out;
}

}  // namespace barqdb::cli
