// Splits at line ends; an odd number of double quotes so far means that a line end belongs to a value.
#include "batch/record_reader.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/interrupt.hpp"

namespace barqdb::batch {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t block = 1u << 20;
constexpr std::size_t largest_record = 64u << 20;

// A pipe may be silent for long: Ctrl-C ends the wait for it.
void wait_for_input(int fd) {
  std::array<pollfd, 2> either{pollfd{fd, POLLIN, 0}, pollfd{base::interrupt_fd(), POLLIN, 0}};
  while (::poll(either.data(), either.size(), -1) < 0 && errno == EINTR) base::throw_if_interrupted();
  if (either[0].revents == 0) base::throw_if_interrupted();
}

}  // namespace

RecordReader::RecordReader(const std::string& file, bool quotes) : file_(file), quotes_(quotes) {
  fd_ = file == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd_ < 0) {
    throw Error(ErrorKind::usage, "cannot read " + file + ": " + std::strerror(errno),
                "name a file, or - for standard input");
  }
}

RecordReader::~RecordReader() { ::close(fd_); }

bool RecordReader::fill() {
  if (end_) return false;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  const std::size_t had = buffer_.size();
  buffer_.resize(had + block);
  ssize_t got = 0;
  do {
    wait_for_input(fd_);
    got = ::read(fd_, buffer_.data() + had, block);
  } while (got < 0 && errno == EINTR);
  if (got < 0) throw Error(ErrorKind::usage, "cannot read " + file_ + ": " + std::strerror(errno));
  buffer_.resize(had + static_cast<std::size_t>(got));
  end_ = got == 0;
  return !end_;
}

bool RecordReader::next(std::string& record) {
  std::size_t looked = 0;  // of the record, behind whole lines
  std::int64_t quotes = 0;
  for (;;) {
    const std::size_t end = buffer_.find('\n', begin_ + looked);
    if (end == std::string::npos) {
      if (buffer_.size() - begin_ > largest_record) {
        throw Error(ErrorKind::usage, "the record is larger than 64 MB: is a double quote not closed?", "",
                    {file_, static_cast<int>(position_.line), 0});
      }
      if (fill()) continue;
      if (begin_ == buffer_.size()) return false;
      if (quotes_)
        quotes += std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_ + looked), buffer_.end(), '"');
      if (quotes % 2 != 0) {
        throw Error(ErrorKind::usage, "a double quote is not closed until the end of the file", "",
                    {file_, static_cast<int>(position_.line), 0});
      }
      record.assign(buffer_, begin_);
      break;
    }
    const auto at = [&](std::size_t offset) { return buffer_.begin() + static_cast<std::ptrdiff_t>(offset); };
    if (quotes_) quotes += std::count(at(begin_ + looked), at(end), '"');
    looked = end + 1 - begin_;
    if (quotes % 2 == 0) {
      record.assign(buffer_, begin_, looked);
      break;
    }
  }
  begin_ += record.size();
  advance(record);
  return true;
}

// FNV-1a over words of eight bytes and the rest: quick, and enough to tell another file.
void RecordReader::advance(std::string_view bytes) {
  constexpr std::uint64_t prime = 1099511628211u;
  std::uint64_t hash = position_.hash;
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    hash = (hash ^ word) * prime;
    hash ^= hash >> 32;
  }
  for (; at < bytes.size(); ++at) hash = (hash ^ static_cast<unsigned char>(bytes[at])) * prime;
  position_.hash = hash;
  position_.offset += static_cast<std::int64_t>(bytes.size());
  position_.line += std::count(bytes.begin(), bytes.end(), '\n');
}

bool RecordReader::stands_at(const Position& wanted) {
  std::string record;
  while (position_.offset < wanted.offset && next(record)) continue;
  return position_.offset == wanted.offset && position_.hash == wanted.hash;
}

void RecordReader::skip_to(const Position& wanted) {
  if (stands_at(wanted)) return;
  throw Error(ErrorKind::usage,
              "the input is not the one that the batch was begun with: the first " + std::to_string(wanted.offset) +
                  " bytes differ",
              "give the same input to go on, or --again with another --name for a new one", {file_, 0, 0});
}

}  // namespace barqdb::batch
