// Passwords from a file or a command, so that they need not stand in a profile or in the environment.
#pragma once

#include <string>

#include "base/place.hpp"

namespace barqdb::config {

// The first line of the file. Throws Error{usage}.
std::string password_from_file(const std::string& path, const base::Place& place);
// The first line that the command prints; /bin/sh runs it, its errors go to our stderr. Throws Error{usage}, without
// the command's text, which may hold a secret itself, and Error{interrupted}.
std::string password_from_command(const std::string& command, const base::Place& place);

}  // namespace barqdb::config
