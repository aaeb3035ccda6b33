// Text as roff. What a page says is what --help says.
#include "cli/manual.hpp"

#include "base/text.hpp"
#include "cli/option_kind.hpp"

namespace barqdb::cli {
namespace {

// No character of the text is an instruction.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return out;
}

std::string head(const std::string& name, const std::string& date) {
  return ".TH " + escaped(name) + " 1 \"" + date + "\" \"barqdb " BARQDB_VERSION "\" \"barqdb\"\n";
}

std::string section(const std::string& title) { return ".SH " + title + "\n"; }

std::string paragraphs(const std::string& text) {
  std::string out;
  bool apart = false;
  for (const std::string_view line : base::split(text, '\n')) {
    if (base::trim(line).empty()) {
      apart = true;
      continue;
    }
    if (apart) out += ".PP\n";
    apart = false;
    out += escaped(base::trim(line)) + "\n";
  }
  return out;
}

std::string option_entry(const Option& option) {
  std::string text = option.help;
  if (!option.choices.empty()) text += " (" + base::join(option.choices, ", ") + ")";
  if (!option.fallback.empty()) text += " [" + option.fallback + "]";
  if (option.kind == OptionKind::values) text += "; may be repeated";
  std::string names = option.names;
  if (const auto comma = names.find(','); comma != std::string::npos) names.insert(comma + 1, " ");
  const std::size_t space = names.rfind(' ');
  const bool valued = takes_value(option);
  const std::string shown =
      valued && space != std::string::npos
          ? "\\fB" + escaped(names.substr(0, space)) + "\\fR \\fI" + escaped(names.substr(space + 1)) + "\\fR"
          : (is_positional(option) ? "\\fI" : "\\fB") + escaped(names) + "\\fR";
  return ".TP\n" + shown + "\n" + escaped(text) + "\n";
}

std::string options_of(const std::vector<Option>& options) {
  std::string out;
  for (const Option& option : options) out += option_entry(option);
  return out;
}

std::string synopsis(const std::string& words, const Command& command) {
  std::string out = ".B " + escaped(words) + "\n";
  if (!command.subcommands.empty())
    return out + (command.run == nullptr ? ".I COMMAND\n" : "[\\fICOMMAND\\fR]\n") + "[options]\n";
  out += "[options]\n";
  for (const Option& option : command.options) {
    if (!is_positional(option)) continue;
    const std::string name = option.names + (option.kind == OptionKind::positionals ? "..." : "");
    out += option.required ? ".I " + escaped(name) + "\n" : "[\\fI" + escaped(name) + "\\fR]\n";
  }
  return out;
}

std::vector<Option> globals_of(const Command& command) {
  std::vector<Option> out;
  for (Option option : global_options()) {
    if (key_of(option) == "format") {
      if (command.formats.empty()) continue;
      option.choices = command.formats;
      option.fallback = command.formats.front();
    }
    out.push_back(std::move(option));
  }
  return out;
}

std::string examples_of(const Command& command) {
  std::string out;
  if (command.examples.empty()) return out;
  out += section("EXAMPLES") + ".nf\n";
  for (const std::string& example : command.examples) out += escaped(example) + "\n";
  return out + ".fi\n";
}

const std::string& exit_status() {
  static const std::string text = [] {
    const std::pair<const char*, const char*> codes[] = {
        {"0", "done"},
        {"1", "findings, differences or pending work, where the command is a gate"},
        {"2", "usage, configuration or revision files"},
        {"3", "the server or a statement failed"},
        {"4", "refused"},
        {"5", "busy, try again later"},
        {"6", "the data forbids it"},
        {"130", "interrupted"}};
    std::string out = section("EXIT STATUS");
    for (const auto& [code, meaning] : codes) out += ".TP\n.B " + std::string(code) + "\n" + escaped(meaning) + "\n";
    return out;
  }();
  return text;
}

ManualPage page_of(const Command& command, const std::string& date) {
  ManualPage page{"barqdb-" + command.name, ""};
  page.text = head(page.name, date);
  page.text += section("NAME") + escaped(page.name) + " \\- " + escaped(command.summary) + "\n";
  page.text += section("SYNOPSIS") + synopsis("barqdb " + command.name, command);
  if (!command.details.empty()) page.text += section("DESCRIPTION") + paragraphs(command.details);
  for (const Command& sub : command.subcommands) {
    page.text += ".SS " + escaped(sub.name) + "\n" +
                 paragraphs(sub.summary + "." + (sub.details.empty() ? "" : "\n\n") + sub.details);
    page.text += options_of(sub.options);
  }
  if (!command.options.empty()) page.text += section("OPTIONS") + options_of(command.options);
  page.text += section("GLOBAL OPTIONS") + options_of(globals_of(command));
  page.text += examples_of(command) + exit_status();
  page.text += section("SEE ALSO") + ".BR barqdb (1)\n";
  return page;
}

ManualPage program_page(const std::vector<Command>& table, const std::string& date) {
  ManualPage page{"barqdb", head("barqdb", date)};
  page.text += section("NAME") + "barqdb \\- PostgreSQL migrations and index care\n";
  page.text += section("SYNOPSIS") + ".B barqdb\n[global options]\n.I COMMAND\n[options]\n";
  page.text += section("DESCRIPTION") +
               paragraphs(
                   "Carries a chain of migrations, builds indexes without blocking writers, and reports which "
                   "indexes earn their keep. Each command has a page of its own, such as barqdb-upgrade(1).");
  page.text += section("COMMANDS");
  for (const Command& command : table)
    page.text += ".TP\n.B " + escaped(command.name) + "\n" + escaped(command.summary) + "\n";
  page.text += section("GLOBAL OPTIONS") + options_of(global_options()) + exit_status();
  return page;
}

}  // namespace

std::vector<ManualPage> manual_pages(const std::vector<Command>& table, const std::string& date) {
  std::vector<ManualPage> pages{program_page(table, date)};
  for (const Command& command : table) pages.push_back(page_of(command, date));
  return pages;
}

}  // namespace barqdb::cli
