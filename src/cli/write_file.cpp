// The name beside a file can be foretold; O_EXCL follows no link that somebody put there.
#include "cli/write_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "base/error.hpp"
#include "cli/context.hpp"

namespace barqdb::cli {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;

constexpr mode_t as_umask_says = 0666;

// Writes all of it and closes. False, with errno, when something of it failed.
bool fill(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int reason = errno;
      ::close(fd);
      errno = reason;
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::close(fd) == 0;
}

// Like open(2), for a new file that takes the place of one with these permissions.
int open_beside(const std::string& path, const struct stat* replaced) {
  constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
  int fd = ::open(path.c_str(), flags, replaced != nullptr ? 0600 : as_umask_says);
  // Left behind by a process of the same number that was killed.
  if (fd < 0 && errno == EEXIST && ::unlink(path.c_str()) == 0)
    fd = ::open(path.c_str(), flags, replaced != nullptr ? 0600 : as_umask_says);
  if (fd >= 0 && replaced != nullptr && ::fchmod(fd, replaced->st_mode & 07777U) != 0) {
    const int reason = errno;
    ::close(fd);
    ::unlink(path.c_str());
    errno = reason;
    return -1;
  }
  return fd;
}

bool write_beside(const std::string& target, const struct stat* replaced, const std::string& bytes) {
  const std::string beside = target + ".tmp" + std::to_string(::getpid());
  const int fd = open_beside(beside, replaced);
  if (fd < 0) return false;
  if (fill(fd, bytes) && ::rename(beside.c_str(), target.c_str()) == 0) return true;
  const int reason = errno;
  ::unlink(beside.c_str());
  errno = reason;
  return false;
}

// What a link stands for. That of a pipe under /dev/fd is no path: only what write_beside writes may be asked for.
std::string target_of(const std::string& path) {
  std::error_code failed;
  return fs::is_symlink(path, failed) ? fs::weakly_canonical(path, failed).string() : path;
}

bool write_in_place(const std::string& target, const std::string& bytes) {
  const int fd = ::open(target.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
  return fd >= 0 && fill(fd, bytes);
}

}  // namespace

void check_output(const std::string& path) {
  struct stat found {};
  const bool exists = ::stat(path.c_str(), &found) == 0;
  std::string written_to = path;
  if (!exists || S_ISREG(found.st_mode)) {
    written_to = fs::path(target_of(path)).parent_path().string();
    written_to = written_to.empty() ? "." : written_to + "/.";  // a file in its place is no folder
  }
  int reason = 0;
  if (exists && S_ISDIR(found.st_mode)) reason = EISDIR;
  if (reason == 0 && ::access(written_to.c_str(), W_OK) != 0) reason = errno;
  if (reason != 0)
    throw Error(ErrorKind::usage, "cannot write " + path + ": " + std::strerror(reason),
                "check the folder and its permissions");
}

// A file that is there keeps its permissions; what a link points to is written and the link kept; a device or a pipe is
// no file to put another in place of.
void write_file(const std::string& path, const std::string& bytes) {
  struct stat found {};
  const bool exists = ::stat(path.c_str(), &found) == 0;
  const bool written = exists && !S_ISREG(found.st_mode)
                           ? write_in_place(path, bytes)
                           : write_beside(target_of(path), exists ? &found : nullptr, bytes);
  if (written) return;
  throw Error(ErrorKind::usage, "cannot write " + path + ": " + std::strerror(errno),
              "check the folder and its permissions");
}

void write_new_file(const std::string& path, const std::string& bytes) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, as_umask_says);
  if (fd < 0) {
    const int reason = errno;
    throw Error(ErrorKind::usage, "cannot write " + path + ": " + std::strerror(reason),
                reason == EEXIST ? "choose another message or --rev-id" : "check the folder and its permissions");
  }
  if (fill(fd, bytes)) return;
  const int reason = errno;
  ::unlink(path.c_str());
  throw Error(ErrorKind::usage, "cannot write " + path + ": " + std::strerror(reason));
}

void make_folder(const std::string& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) throw Error(ErrorKind::usage, "cannot make the folder " + folder + ": " + failed.message());
}

}  // namespace barqdb::cli
