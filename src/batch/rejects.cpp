// Written before the cursor passes the row, so that no refused row is lost by a cut.
#include "batch/rejects.hpp"

#include <fcntl.h>
#include <unistd.h>

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
  if (fd_ < 0 || ::ftruncate(fd_, size) != 0 || ::lseek(fd_, 0, SEEK_END) < 0) {
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
