// The alternate screen of the terminal, without a cursor; each line is overwritten in place, so that nothing flickers.
#include "cli/screen.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"

namespace barqdb::cli {
namespace {

winsize size_of_terminal() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) {
    size.ws_col = 80;
    size.ws_row = 24;
  }
  return size;
}

}  // namespace

Screen::Screen() {
  if (::isatty(STDOUT_FILENO) == 0) {
    throw base::Error(base::ErrorKind::usage, "--watch draws on a terminal, and standard output is none",
                      "run it without --watch, from a timer");
  }
  base::install_interrupt_handler();
  std::fputs("\033[?1049h\033[?25l", stdout);
}

Screen::~Screen() {
  std::fputs("\033[?25h\033[?1049l", stdout);
  std::fflush(stdout);
}

int Screen::width() const { return size_of_terminal().ws_col; }

void Screen::draw(const std::string& text) {
  std::string out = "\033[H";
  int left = size_of_terminal().ws_row - 1;
  for (const std::string_view line : base::split(text, '\n')) {
    if (left-- <= 0) break;
    out += std::string(line) + "\033[K\n";
  }
  std::fputs((out + "\033[J").c_str(), stdout);
  std::fflush(stdout);
}

bool Screen::wait(base::Milliseconds interval) {
  pollfd signals{base::interrupt_fd(), POLLIN, 0};
  ::poll(&signals, 1, static_cast<int>(interval.count()));
  return base::interrupt_count() == 0;
}

}  // namespace barqdb::cli
