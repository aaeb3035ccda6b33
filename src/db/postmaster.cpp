// postmaster.pid and /proc.
#include "db/postmaster.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <vector>

#include "base/interrupt.hpp"

namespace barqdb::db {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> read_lines(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

int parse_number(const std::string& text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// A server process works inside its data folder; a process that got the same pid later, after a reboot, does not.
bool works_in(const std::string& pid, const fs::path& data_dir) {
  std::error_code failed;
  const fs::path folder = fs::read_symlink("/proc/" + pid + "/cwd", failed);
  return !failed && folder == data_dir;
}

fs::path real_path(const std::string& path) {
  std::error_code failed;
  const fs::path real = fs::canonical(path, failed);
  return failed ? fs::path(path) : real;
}

}  // namespace

Postmaster read_postmaster(const std::string& data_dir) {
  const std::vector<std::string> lines = read_lines(data_dir + "/postmaster.pid");
  std::error_code failed;
  if (lines.empty()) return {0, false, fs::exists(data_dir + "/postmaster.pid", failed)};
  const int pid = parse_number(lines[0]);
  if (pid <= 0) return {0, false, true};
  if (::kill(pid, 0) != 0 && errno == ESRCH) return {};
  if (!works_in(lines[0], real_path(data_dir))) return {0, false, true};
  return {pid, lines.size() >= 8 && lines[7].starts_with("ready"), false};
}

bool has_orphans(const std::string& data_dir) {
  const fs::path folder = real_path(data_dir);
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator("/proc", failed)) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") == std::string::npos && works_in(name, folder) &&
        program_of(parse_number(name)).ends_with("/postgres"))
      return true;
  }
  return false;
}

std::string program_of(pid_t pid) {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/" + std::to_string(pid) + "/exe", failed);
  return failed ? "" : program.string();
}

int read_major_version(const std::string& data_dir) {
  const std::vector<std::string> lines = read_lines(data_dir + "/PG_VERSION");
  return lines.empty() ? 0 : parse_number(lines[0]);
}

bool wait_for_end(pid_t pid, int milliseconds) {
  const auto process = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  if (process < 0) return errno == ESRCH;
  std::array<pollfd, 2> wait{pollfd{process, POLLIN, 0}, pollfd{base::interrupt_fd(), POLLIN, 0}};
  int ready = 0;
  do ready = ::poll(wait.data(), wait.size(), milliseconds);
  while (ready < 0 && errno == EINTR);
  ::close(process);
  if (wait[0].revents == 0) base::throw_if_interrupted();
  int status = 0;
  ::waitpid(pid, &status, WNOHANG);  // when it was our own child
  return ready > 0 && wait[0].revents != 0;
}

}  // namespace barqdb::db
