// What the server says when it refuses: its fields, and the base::Error that becomes of them. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace barqdb::db {

struct ServerError {
  std::string sqlstate;  // "" when the server did not send one
  std::string message;
  std::string detail;
  std::string hint;
  int position = 0;  // character in the statement, from 1; 0 when unknown
  std::string context = {};
};

// Reads the text of an error at verbosity "verbose"; for the driver that hands out text only. `statement` turns the
// line and the caret of the text back into a position.
ServerError parse_server_error(std::string_view text, std::string_view statement = {});

base::ErrorKind kind_of(std::string_view sqlstate, std::string_view message);
base::Error make_error(const ServerError& error, std::string_view statement);

}  // namespace barqdb::db
