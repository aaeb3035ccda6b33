// Why a connection could not be made, and what to do about it. Pure; no secret in the words.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

namespace barqdb::db {

// Where the connection was meant to go, as libpq understood it.
struct ConnectTarget {
  std::string host;  // a path for a unix socket
  std::string port;
  std::string database;
  std::string user;
  bool password_missing = false;  // the server asked for one and there was none

  std::string text() const;  // database "x" as "y" at host:port
};

// `reason` is libpq's text at verbosity "verbose".
base::Error make_connect_error(const ConnectTarget& target, std::string_view reason);
// libpq quotes the text that it could not parse, which may be a password: keeps only what stands before it.
base::Error make_conninfo_error(std::string_view reason);

}  // namespace barqdb::db
