// Follows a file that the server still writes, across its rotation.
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "logs/bytes.hpp"

namespace barqdb::logs {
namespace {

constexpr int look_again_ms = 200;

class GrowingBytes : public ByteSource {
 public:
  GrowingBytes(std::string path, bool (*moved_on)(void*), void* argument)
      : path_(std::move(path)), moved_on_(moved_on), argument_(argument) {
    if (!reopen()) {
      throw base::Error(base::ErrorKind::usage, "cannot read the log " + path_ + ": " + std::strerror(errno),
                        "--follow needs a plain file that exists");
    }
  }
  ~GrowingBytes() override { ::close(descriptor_); }
  GrowingBytes(const GrowingBytes&) = delete;
  GrowingBytes& operator=(const GrowingBytes&) = delete;

  std::size_t read(char* to, std::size_t size) override {
    while (base::interrupt_count() == 0) {
      const ssize_t got = ::read(descriptor_, to, size);
      if (got > 0) {
        position_ += got;
        return static_cast<std::size_t>(got);
      }
      // Only at the end of the old file: what was written before the rotation is not lost.
      if (rotated() && reopen()) continue;
      if (moved_on_ != nullptr && moved_on_(argument_)) return 0;
      wait();
    }
    return 0;
  }

  bool grows() const override { return true; }

 private:
  bool reopen() {
    const int fresh = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    if (fresh < 0) return false;
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = fresh;
    position_ = 0;
    return true;
  }
  bool rotated() const {
    struct stat by_name {};
    struct stat open_one {};
    if (::stat(path_.c_str(), &by_name) != 0 || ::fstat(descriptor_, &open_one) != 0) return false;
    return by_name.st_ino != open_one.st_ino || by_name.st_dev != open_one.st_dev || open_one.st_size < position_;
  }
  static void wait() {
    pollfd stop{base::interrupt_fd(), POLLIN, 0};
    ::poll(&stop, 1, look_again_ms);
  }

  std::string path_;
  bool (*moved_on_)(void*);
  void* argument_;
  int descriptor_ = -1;
  off_t position_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> open_growing(const std::string& path, bool (*moved_on)(void*), void* argument) {
  return std::make_unique<GrowingBytes>(path, moved_on, argument);
}

}  // namespace barqdb::logs
