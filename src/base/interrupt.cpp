// Signal handlers that only count and write one byte to a pipe, or do nothing (async-signal-safe).
#include "base/interrupt.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <csignal>

#include "base/error.hpp"

namespace barqdb::base {
namespace {

std::atomic<int> count{0};
std::atomic<int> read_end{-1};
std::atomic<int> write_end{-1};

extern "C" void on_signal(int) {
  count.fetch_add(1);
  const char byte = 'x';
  const int fd = write_end.load();
  // A full pipe is already readable: nothing is lost when the write fails.
  if (fd >= 0 && ::write(fd, &byte, 1) < 0) return;
}

extern "C" void do_nothing(int) {}

}  // namespace

void install_interrupt_handler() {
  if (read_end.load() >= 0) return;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return;
  write_end.store(ends[1]);
  read_end.store(ends[0]);
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  // A lost session of ssh. Under nohup it is ignored, and stays so.
  struct sigaction before {};
  if (::sigaction(SIGHUP, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) ::sigaction(SIGHUP, &action, nullptr);
  // A write to a broken pipe fails with EPIPE. Not ignored: that would be inherited by the programs that we start.
  action.sa_handler = do_nothing;
  ::sigaction(SIGPIPE, &action, nullptr);
}

int interrupt_count() { return count.load(); }
int interrupt_fd() { return read_end.load(); }

void throw_if_interrupted() {
  if (interrupt_count() > 0) throw Error(ErrorKind::interrupted, "interrupted");
}

}  // namespace barqdb::base
