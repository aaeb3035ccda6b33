// Storage parameters that are switches, in all the spellings that the server takes. Pure.
#pragma once

#include <map>
#include <string>

namespace barqdb::analyze {

// True when the parameter is set, to what PostgreSQL reads as false: off, false, no, 0, or a beginning of these words.
bool switched_off(const std::map<std::string, std::string>& options, const std::string& name);

}  // namespace barqdb::analyze
