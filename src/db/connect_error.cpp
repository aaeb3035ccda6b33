// libpq's reasons for a failed connection → message and remedy.
#include "db/connect_error.hpp"

#include "base/text.hpp"
#include "db/server_error.hpp"

namespace barqdb::db {
namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string hint_for(const ConnectTarget& target, const ServerError& error) {
  const std::string& state = error.sqlstate;
  if (target.password_missing)
    return "the server asks for a password: set PGPASSWORD, or put it in the password file (~/.pgpass)";
  if (state == "28P01") return "check the user name and the password (PGPASSWORD, ~/.pgpass, or the profile's url)";
  if (state == "28000") return "this user may not log in from here: check the user name and the server's pg_hba.conf";
  if (state == "3D000") return "create it (createdb " + target.database + ") or correct the name in the profile";
  if (state == "53300")
    return "all connection slots are taken: close idle clients, use a smaller pool, or raise max_connections";
  if (state == "57P03") return "the server is starting up or shutting down: try again in a moment";
  if (!state.empty()) return {};
  const std::string& text = error.message;
  if (contains(text, "translate host name")) return "check the host name in the profile or the URL";
  if (contains(text, "timeout expired")) return "check the host, the port, and the firewall between here and there";
  if (contains(text, "refused") || contains(text, "No such file"))
    return "is the server running there, and does it listen on this host and port?";
  return {};
}

// Several addresses of one host fail with a line each; the person needs one line.
std::string folded(std::string_view text) {
  std::string out;
  for (const std::string_view line : base::split(text, '\n')) {
    const std::string_view part = base::trim(line);
    if (part.empty() || part.starts_with("Is the server running")) continue;
    if (!out.empty()) out += "; ";
    out += part;
  }
  return out;
}

}  // namespace

std::string ConnectTarget::text() const {
  std::string out = "database \"" + database + "\" as \"" + user + "\"";
  if (host.empty()) return out;
  if (host.front() == '/' || host.front() == '@') return out + " at socket " + host + "/.s.PGSQL." + port;
  return out + " at " + host + ":" + port;
}

base::Error make_connect_error(const ConnectTarget& target, std::string_view reason) {
  const ServerError error = parse_server_error(reason);
  base::Error out(base::ErrorKind::server, "could not connect to " + target.text() + ": " + folded(error.message),
                  hint_for(target, error));
  out.sqlstate = error.sqlstate;
  out.detail = error.detail;
  if (out.hint.empty()) out.hint = error.hint;
  return out;
}

base::Error make_conninfo_error(std::string_view reason) {
  std::size_t end = reason.find('"');
  // One quoted character, such as "=", is punctuation of libpq's own.
  while (end != std::string_view::npos && end + 2 < reason.size() && reason[end + 2] == '"')
    end = reason.find('"', end + 3);
  return {base::ErrorKind::usage,
          "the connection string cannot be read: " + std::string(base::trim(reason.substr(0, end))) +
              (end == std::string_view::npos ? "" : " (text not shown: it may hold a password)"),
          "write postgresql://user@host:5432/database, or host=… dbname=… with quotes around values that hold spaces; "
          "in a URL, special characters of a password are written as %XX"};
}

}  // namespace barqdb::db
