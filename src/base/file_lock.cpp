// flock on a file that may be deleted by the one who held it.
#include "base/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/interrupt.hpp"

namespace barqdb::base {
namespace {

// False when the file was deleted while we waited: then our lock is on a file that nobody else will find.
bool is_still_there(int fd, const std::string& path) {
  struct stat held {};
  struct stat found {};
  return ::fstat(fd, &held) == 0 && ::stat(path.c_str(), &found) == 0 && held.st_ino == found.st_ino &&
         held.st_dev == found.st_dev;
}

}  // namespace

FileLock::FileLock(const std::string& path) {
  do {
    if (fd_ >= 0) ::close(fd_);
    fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd_ < 0) throw Error(ErrorKind::usage, "cannot open the lock file " + path + ": " + std::strerror(errno));
    const int signals = interrupt_count();
    while (::flock(fd_, LOCK_EX) != 0) {
      if (errno == EINTR && interrupt_count() == signals) continue;
      const int reason = errno;
      ::close(fd_);
      if (reason == EINTR) throw Error(ErrorKind::interrupted, "interrupted");
      throw Error(ErrorKind::usage, "cannot lock " + path + ": " + std::strerror(reason));
    }
  } while (!is_still_there(fd_, path));
}

FileLock::~FileLock() { ::close(fd_); }

}  // namespace barqdb::base
