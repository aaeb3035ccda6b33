// barqdb man: manual pages.
#include <filesystem>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/manual.hpp"
#include "cli/write_file.hpp"

namespace barqdb::cli {
namespace {

int run_man(const Arguments& arguments, Context& context) {
  const std::vector<ManualPage> pages =
      manual_pages(commands(), base::utc_time().substr(0, std::string_view("2025-01-06").size()));
  if (arguments.given("all")) {
    make_folder(arguments.text("all"));
    for (const ManualPage& page : pages) write_file(arguments.text("all") + "/" + page.name + ".1", page.text);
    return 0;
  }
  const std::string wanted = arguments.given("command") ? "barqdb-" + arguments.text("command") : "barqdb";
  std::vector<std::string> names;
  for (const ManualPage& page : pages) {
    if (page.name == wanted) {
      context.write(page.text);
      return 0;
    }
    if (page.name != "barqdb") names.push_back(page.name.substr(std::string_view("barqdb-").size()));
  }
  const std::string near = base::nearest(arguments.text("command"), names);
  throw base::Error(base::ErrorKind::usage, "barqdb has no command '" + arguments.text("command") + "'",
                    near.empty() ? "see: barqdb --help" : "did you mean '" + near + "'?");
}

}  // namespace

Command man_command() {
  Command command;
  command.name = "man";
  command.group = "around";
  command.summary = "print a manual page";
  command.details =
      "Prints the page of a command, or of the program, for man(1). An installed barqdb has its pages where man finds "
      "them.";
  command.examples = {"barqdb man upgrade | man -l -", "barqdb man --all man/man1"};
  command.options = {{OptionKind::positional, "COMMAND", "whose page; the program's when left out"},
                     {OptionKind::value, "--all DIR", "write every page into a folder"}};
  command.run = run_man;
  return command;
}

}  // namespace barqdb::cli
