// The live line: cut to the terminal, since a wrapped one could not be taken back.
#include "cli/live_line.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "base/text.hpp"
#include "cli/terminal_text.hpp"

namespace barqdb::cli {
namespace {

std::size_t terminal_width() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20) return 80;
  return size.ws_col;
}

}  // namespace

void LiveLine::show(const std::string& line) {
  if (!live_) return;
  std::fprintf(stderr, "\r\033[K%s", printable(base::one_line(line, terminal_width() - 1)).c_str());
  std::fflush(stderr);
  shown_ = true;
}

void LiveLine::clear() {
  if (!shown_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

void LiveLine::say(const std::string& line) {
  clear();
  context_.say(line);
}

}  // namespace barqdb::cli
