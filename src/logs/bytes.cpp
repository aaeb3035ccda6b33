// Plain files, and the choice of a decompressor by the first bytes.
#include "logs/bytes.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/error.hpp"
#include "logs/inflate.hpp"

namespace barqdb::logs {
namespace {

using base::Error;
using base::ErrorKind;

class PlainBytes : public ByteSource {
 public:
  explicit PlainBytes(const std::string& path) : path_(path) {
    descriptor_ = path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) fail();
    ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  ~PlainBytes() override { ::close(descriptor_); }
  PlainBytes(const PlainBytes&) = delete;
  PlainBytes& operator=(const PlainBytes&) = delete;

  std::size_t read(char* to, std::size_t size) override {
    for (;;) {
      const ssize_t got = ::read(descriptor_, to, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) fail();
    }
  }

 private:
  [[noreturn]] void fail() const {
    throw Error(ErrorKind::usage, "cannot read the log " + path_ + ": " + std::strerror(errno),
                "name a file of the server's log that this user may read, or - for standard input");
  }

  std::string path_;
  int descriptor_ = -1;
};

// Gives back the bytes that were looked at, then the rest.
class Rewound : public ByteSource {
 public:
  Rewound(std::string seen, std::unique_ptr<ByteSource> rest) : seen_(std::move(seen)), rest_(std::move(rest)) {}

  std::size_t read(char* to, std::size_t size) override {
    if (at_ == seen_.size()) return rest_->read(to, size);
    const std::size_t part = std::min(size, seen_.size() - at_);
    std::memcpy(to, seen_.data() + at_, part);
    at_ += part;
    return part;
  }

 private:
  std::string seen_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

std::string first_bytes(ByteSource& source) {
  char bytes[4];
  std::size_t have = 0;
  while (have < sizeof bytes) {
    const std::size_t got = source.read(bytes + have, sizeof bytes - have);
    if (got == 0) break;
    have += got;
  }
  return {bytes, have};
}

}  // namespace

std::unique_ptr<ByteSource> open_bytes(const std::string& path) {
  std::unique_ptr<ByteSource> plain = std::make_unique<PlainBytes>(path);
  std::string seen = first_bytes(*plain);
  const bool gzip = seen.starts_with("\x1f\x8b");
  const bool zstd = seen == "\x28\xb5\x2f\xfd";
  auto whole = std::make_unique<Rewound>(std::move(seen), std::move(plain));
  if (gzip) return inflate_gzip(std::move(whole));
  if (zstd) return inflate_zstd(std::move(whole));
  return whole;
}

}  // namespace barqdb::logs
