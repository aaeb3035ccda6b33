// Connection strings (URLs and key=value, by libpq's rules) as far as secrets are concerned.
#pragma once

#include <string>

namespace barqdb::config {

// What is wrong with a connection string, or "". Catches what libpq would complain about by quoting parts of a
// password: an @ or / that is not percent-encoded, a space that is not quoted. Never contains a part of the string.
std::string conninfo_problem(const std::string& conninfo);
bool has_password(const std::string& conninfo);
// The same connection with this password; it must have none.
std::string with_password(const std::string& conninfo, const std::string& password);
// The same connection to another database. `name` is a plain identifier.
std::string with_database(const std::string& conninfo, const std::string& name);

// The server that a connection string names first, as "db1:5432". What it does not name is as in `otherwise`, which are
// libpq's variables PGHOST and PGPORT; "localhost:5432" when those are empty, too.
struct ServerVariables {
  std::string host;
  std::string port;
};
std::string server_name(const std::string& conninfo, const ServerVariables& otherwise = {});

}  // namespace barqdb::config
