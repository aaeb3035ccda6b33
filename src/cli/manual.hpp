// Manual pages, made from the table of commands.
#pragma once

#include <string>
#include <vector>

#include "cli/parse.hpp"

namespace barqdb::cli {

struct ManualPage {
  std::string name;  // "barqdb-upgrade"
  std::string text;  // for man(7)
};

// One for the program and one a command; subcommands are part of their command's page.
std::vector<ManualPage> manual_pages(const std::vector<Command>& table, const std::string& date);

}  // namespace barqdb::cli
