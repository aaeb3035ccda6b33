// Written before the cursor passes the row, so that no refused row is lost by a cut.
#include "batch/rejects.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"

namespace barqdb::batch {
namespace {

std::string quoted(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace

Rejects::Rejects(const std::string& file, std::int64_t size) : file_(file), size_(size) {
  if (file.empty()) return;
  fd_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  // The file of the run before may have been taken away: then this one begins anew, and is not filled up with zeros.
  struct stat known {};
  const bool opened = fd_ >= 0 && ::fstat(fd_, &known) == 0;
  size_ = opened ? std::min<std::int64_t>(size, known.st_size) : 0;
  const bool regular = opened && S_ISREG(known.st_mode);  // /dev/null cannot be cut
  if (!opened || (regular && (::ftruncate(fd_, size_) != 0 || ::lseek(fd_, 0, SEEK_END) < 0))) {
    throw base::Error(base::ErrorKind::usage, "cannot write " + file + ": " + std::strerror(errno),
                      "check the folder and its permissions");
  }
}

Rejects::~Rejects() {
  if (fd_ >= 0) ::close(fd_);
}

void Rejects::write(const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t wrote = ::write(fd_, text.data() + done, text.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) throw base::Error(base::ErrorKind::usage, "cannot write " + file_ + ": " + std::strerror(errno));
    done += static_cast<std::size_t>(wrote);
  }
  size_ += static_cast<std::int64_t>(text.size());
}

void Rejects::add(std::int64_t line, const std::string& sqlstate, const std::string& reason,
                  const std::string& record) {
  if (size_ == 0) write("line,sqlstate,reason,record\n");
  write(std::to_string(line) + "," + sqlstate + "," + quoted(reason) + "," + quoted(record) + "\n");
  ::fdatasync(fd_);
}

}  // namespace barqdb::batch
