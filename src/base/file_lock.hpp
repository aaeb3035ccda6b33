// A lock between processes: a file that one of them holds. The kernel lets go when the holder ends, however it ends.
#pragma once

#include <string>

namespace barqdb::base {

class FileLock {
 public:
  // Waits until nobody else holds it; Ctrl-C ends the wait. Makes the file when it is missing. Throws Error{usage} when
  // it cannot be opened, or is a link.
  explicit FileLock(const std::string& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace barqdb::base
