// Folders of the embedded server, and who owns them.
#include "db/embedded_folders.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"

namespace barqdb::db {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSocketLimit = 100;  // of 107 bytes that the kernel takes

std::string find_home(const Variable& variable, unsigned user_id) {
  const auto given = [&](const char* name) { return variable(name).value_or(""); };
  if (const std::string home = given("BARQDB_HOME"); !home.empty())
    return fs::absolute(home).lexically_normal() / "embedded";
  if (user_id == 0) return "/var/lib/barqdb/embedded";
  if (const std::string data = given("XDG_DATA_HOME"); data.starts_with('/')) return data + "/barqdb/embedded";
  if (const std::string home = given("HOME"); home.starts_with('/')) return home + "/.local/share/barqdb/embedded";
  throw base::Error(base::ErrorKind::usage, "no place for the embedded server: neither BARQDB_HOME nor HOME is set",
                    "set BARQDB_HOME to a folder of yours");
}

// To be looked at and changed as it is, not by a name that may lead elsewhere a moment later.
base::Descriptor open_folder(const std::string& path) {
  return base::Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

void make_folder(const std::string& path, mode_t mode) {
  if (::mkdir(path.c_str(), mode) != 0) {
    if (errno == EEXIST) return;
    throw base::Error(base::ErrorKind::usage, "cannot make the folder " + path + ": " + std::strerror(errno),
                      "set BARQDB_HOME to a folder that you may write to");
  }
  const base::Descriptor folder = open_folder(path);
  if (folder.fd >= 0) ::fchmod(folder.fd, mode);  // whatever the umask is
}

// Private to one user, also when somebody else was first to make a folder of that name.
void make_private(const std::string& path, const std::optional<base::SystemUser>& user) {
  make_folder(path, 0700);
  const base::Descriptor folder = open_folder(path);
  if (folder.fd < 0 && errno != EACCES)
    throw base::Error(base::ErrorKind::usage, path + " is no folder", "remove it, or set BARQDB_HOME to another place");
  struct stat found {};
  const uid_t wanted = user ? user->uid : ::geteuid();
  bool ours = folder.fd >= 0 && ::fstat(folder.fd, &found) == 0;
  if (ours && user && found.st_uid == 0 && ::fchown(folder.fd, user->uid, user->gid) == 0) found.st_uid = user->uid;
  ours = ours && found.st_uid == wanted && ((found.st_mode & 0077) == 0 || ::fchmod(folder.fd, 0700) == 0);
  if (!ours)
    throw base::Error(base::ErrorKind::usage, path + " belongs to another user",
                      "remove it, or set BARQDB_HOME to another place");
}

}  // namespace

EmbeddedFolders embedded_folders(const Variable& variable, unsigned user_id) {
  EmbeddedFolders out;
  out.home = find_home(variable, user_id);
  out.data = out.home + "/data";
  out.log = out.home + "/log";
  out.lock = out.home + "/lock";
  out.socket_dir = out.home;
  if (out.home.size() + std::strlen("/.s.PGSQL.5432") >= kSocketLimit)
    out.socket_dir = "/tmp/barqdb-" + std::to_string(user_id) + "-" + base::sha256_hex(out.home).substr(0, 16);
  return out;
}

std::optional<base::SystemUser> embedded_user(const EmbeddedFolders& folders) {
  if (::geteuid() != 0) return std::nullopt;
  struct stat found {};
  if (::stat(folders.data.c_str(), &found) == 0 && found.st_uid != 0)
    return base::SystemUser{"the owner of " + folders.data, found.st_uid, found.st_gid};
  return base::unprivileged_user();
}

void make_folders(const EmbeddedFolders& folders, const std::optional<base::SystemUser>& user) {
  const fs::path home = folders.home;
  fs::path parent;
  // As root the way must be open to the server's user; else it is nobody's business but ours.
  for (const fs::path& part : home.parent_path()) {
    parent /= part;
    make_folder(parent.string(), user ? 0755 : 0700);
  }
  make_private(folders.home, user);
  if (folders.socket_dir != folders.home) make_private(folders.socket_dir, user);
  if (!user) return;
  base::Command reach;
  reach.words = {"test", "-w", folders.home};
  reach.user = user;
  reach.folder = "/";
  if (base::run_process(reach).exit_code != 0)
    throw base::Error(base::ErrorKind::usage,
                      "the server cannot run in " + folders.home + ": as root it runs as " + user->name +
                          ", who may not enter that folder",
                      "open the folders on the way (chmod a+x), or set BARQDB_HOME to another place");
}

}  // namespace barqdb::db
