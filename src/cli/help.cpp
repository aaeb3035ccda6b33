// Help as text of 80 columns.
#include "cli/help.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/option_kind.hpp"

namespace barqdb::cli {
namespace {

constexpr std::size_t width = 80;
constexpr std::size_t column = 28;  // where explanations begin

// Words in lines of at most `width`; the first line begins at `at`, the others are indented by `indent`.
std::string wrapped(const std::string& text, std::size_t indent, std::size_t at) {
  std::string out;
  for (const auto word : base::split(text, ' ')) {
    if (word.empty()) continue;
    if (at > indent && at + 1 + word.size() > width) {
      out += "\n" + std::string(indent, ' ');
      at = indent;
    } else if (at > indent) {
      out += " ";
      ++at;
    }
    out += word;
    at += word.size();
  }
  return out;
}

// Paragraphs are wrapped; lines that begin with a space are kept as they are.
std::string paragraphs(const std::string& text) {
  std::string out;
  for (const auto line : base::split(text, '\n')) {
    out += (line.starts_with(' ') ? std::string(line) : wrapped(std::string(line), 0, 0)) + "\n";
  }
  return out;
}

std::string entry(std::string name, const std::string& explanation) {
  name = "  " + name;
  if (name.size() + 2 > column) {
    return name + "\n" + std::string(column, ' ') + wrapped(explanation, column, column) + "\n";
  }
  name.resize(column, ' ');
  return name + wrapped(explanation, column, column) + "\n";
}

std::string shown_names(const Option& option) {
  std::string names = option.names;
  if (const auto comma = names.find(','); comma != std::string::npos) names.insert(comma + 1, " ");
  const bool takes_value = option.kind == OptionKind::value || option.kind == OptionKind::values;
  if (takes_value && option.names.find(' ') == std::string::npos) names += " VALUE";
  return names;
}

std::string option_entry(const Option& option) {
  std::string text = option.help;
  if (!option.choices.empty()) text += " (" + base::join(option.choices, ", ") + ")";
  if (!option.fallback.empty()) text += " [" + option.fallback + "]";
  if (option.kind == OptionKind::values) text += "; may be repeated";
  return entry(shown_names(option), text);
}

std::string usage_line(const CommandPath& path) {
  std::string out = "Usage: " + path_text(path);
  const Command& command = *path.back();
  if (!command.subcommands.empty()) return out + (command.run == nullptr ? " COMMAND" : " [COMMAND]") + " [options]\n";
  out += " [options]";
  for (const auto& option : command.options) {
    if (!is_positional(option)) continue;
    const std::string name = option.names + (option.kind == OptionKind::positionals ? "..." : "");
    out += option.required ? " " + name : " [" + name + "]";
  }
  return out + "\n";
}

std::string options_text(const Command& command) {
  std::string arguments;
  std::string options;
  for (const auto& option : command.options) (is_positional(option) ? arguments : options) += option_entry(option);
  std::string out;
  if (!arguments.empty()) out += "\nArguments:\n" + arguments;
  if (!options.empty()) out += "\nOptions:\n" + options;
  return out;
}

std::string global_options_text(const std::vector<std::string>& formats) {
  std::string out;
  for (const auto& option : global_options()) {
    Option shown = option;
    if (key_of(option) == "format") {
      if (formats.empty()) continue;
      shown.choices = formats;
      shown.fallback = formats.front();
    }
    out += option_entry(shown);
  }
  return out;
}

constexpr const char* exit_codes =
    "Exit codes: 0 done; 1 findings, differences or pending work; 2 usage,\n"
    "configuration or revision files; 3 the server or a statement failed; 4 refused;\n"
    "5 busy, try again later; 6 the data forbids it; 130 interrupted.\n";

}  // namespace

std::string help_of_program(const std::vector<Command>& table) {
  static const std::vector<std::pair<std::string, std::string>> groups = {
      {"chain", "The migration chain"},    {"gate", "Gates for a pipeline"}, {"observe", "Observe a database"},
      {"act", "Act on what was observed"}, {"around", "Around it"},
  };
  std::string out = "barqdb " BARQDB_VERSION ": PostgreSQL migrations and index care\n\n";
  out += "Usage: barqdb [global options] COMMAND [options]\n";
  for (const auto& [group, title] : groups) {
    std::string rows;
    for (const auto& command : table) {
      if (command.group == group) rows += entry(command.name, command.summary);
    }
    if (!rows.empty()) out += "\n" + title + ":\n" + rows;
  }
  out += "\nGlobal options:\n" + global_options_text({"table", "json", "markdown"});
  out += "\nMore about a command: barqdb COMMAND --help\n\n";
  return out + exit_codes;
}

std::string help_of_command(const CommandPath& path) {
  const Command& command = *path.back();
  std::string out = path_text(path) + ": " + command.summary + "\n\n" + usage_line(path);
  if (!command.details.empty()) out += "\n" + paragraphs(command.details);
  if (!command.subcommands.empty()) {
    out += "\nCommands:\n";
    for (const auto& sub : command.subcommands) out += entry(sub.name, sub.summary);
  }
  out += options_text(command);
  out += "\nGlobal options:\n" + global_options_text(command.formats);
  if (!command.examples.empty()) {
    out += "\nExamples:\n";
    for (const auto& example : command.examples) out += "  " + example + "\n";
  }
  return out + "\n" + exit_codes;
}

}  // namespace barqdb::cli
