// Where the embedded server lives: its data, its log, its socket, its lock.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/process.hpp"

namespace barqdb::db {

struct EmbeddedFolders {
  std::string home;  // holds all the rest
  std::string data;
  std::string socket_dir;  // home, or a private folder under /tmp when home's path is too long for a socket
  std::string log;
  std::string lock;
};

using Variable = std::function<std::optional<std::string>(const std::string& name)>;

// $BARQDB_HOME/embedded; else as root /var/lib/barqdb/embedded; else $XDG_DATA_HOME/barqdb/embedded; else
// ~/.local/share/barqdb/embedded. Pure. Throws Error{usage} when none of them is known.
EmbeddedFolders embedded_folders(const Variable& variable, unsigned user_id);

// Whom the server runs as: the owner of its data, else base::unprivileged_user(). Nobody else when we are not root.
std::optional<base::SystemUser> embedded_user(const EmbeddedFolders& folders);

// Makes home and the socket's folder, private to the server's user. Throws Error{usage} when somebody else owns them,
// or when the server's user cannot get there.
void make_folders(const EmbeddedFolders& folders, const std::optional<base::SystemUser>& user);

}  // namespace barqdb::db
