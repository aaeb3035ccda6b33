// fork and exec. Between the two only calls that are safe in a process with threads.
#include "base/process.hpp"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

extern char** environ;  // NOLINT: POSIX wants it declared

namespace barqdb::base {
namespace {

// All that the child needs, made before the fork.
struct Prepared {
  std::vector<std::string> environment;
  std::vector<char*> words;
  std::vector<char*> variables;
  const Command* command = nullptr;
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (const std::string& text : texts) out.push_back(const_cast<char*>(text.c_str()));  // exec's old signature
  out.push_back(nullptr);
  return out;
}

Prepared prepare(const Command& command) {
  Prepared out;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string text = *variable;
    if (!command.environment.contains(text.substr(0, text.find('=')))) out.environment.push_back(text);
  }
  for (const auto& [name, value] : command.environment)
    if (value) out.environment.push_back(name + "=" + *value);
  out.words = pointers(command.words);
  out.variables = pointers(out.environment);
  out.command = &command;
  return out;
}

// In the child. Never returns.
[[noreturn]] void become(const Prepared& prepared, int in, int out, int err) {
  const Command& command = *prepared.command;
  if (command.own_session) ::setsid();
  ::dup2(in, 0);
  ::dup2(out, 1);
  ::dup2(err, 2);
  ::close_range(3, ~0U, 0);
  for (const int number : {SIGINT, SIGTERM, SIGPIPE, SIGCHLD}) ::signal(number, SIG_DFL);
  if (::signal(SIGHUP, SIG_DFL) == SIG_IGN) ::signal(SIGHUP, SIG_IGN);  // nohup is for all that we start
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  bool ready = true;
  if (command.user) {
    ready =
        ::setgroups(1, &command.user->gid) == 0 && ::setgid(command.user->gid) == 0 && ::setuid(command.user->uid) == 0;
  }
  // After the change of user, which clears it.
  if (command.signal_when_we_die != 0) ::prctl(PR_SET_PDEATHSIG, command.signal_when_we_die);
  if (ready && !command.folder.empty()) ready = ::chdir(command.folder.c_str()) == 0;
  if (ready) ::execvpe(prepared.words[0], prepared.words.data(), prepared.variables.data());
  constexpr std::string_view kText = "cannot be started: ";
  const char* reason = ::strerrordesc_np(errno);
  if (::write(2, kText.data(), kText.size()) < 0 || ::write(2, reason, std::strlen(reason)) < 0) ::_exit(127);
  ::_exit(127);
}

Descriptor open_file(const std::string& path, int flags) {
  Descriptor file(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.fd < 0) throw Error(ErrorKind::usage, "cannot open " + path + ": " + std::strerror(errno));
  return file;
}

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    throw Error(ErrorKind::usage, std::string("no pipe: ") + std::strerror(errno));
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

pid_t fork_into(const Command& command, int in, int out, int err) {
  const Prepared prepared = prepare(command);
  // A signal that reached the child before it is the program would end in our handlers there, and be lost.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t pid = ::fork();
  if (pid == 0) become(prepared, in, out, err);
  const int reason = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (pid < 0) throw Error(ErrorKind::usage, "cannot start " + command.words[0] + ": " + std::strerror(reason));
  return pid;
}

// Standard input as a file in memory: no feeding, and no broken pipe when the program does not read it.
Descriptor open_input(std::string_view text) {
  Descriptor file(::memfd_create("input", MFD_CLOEXEC));
  const auto check = [](bool good) {
    if (!good) throw Error(ErrorKind::usage, std::string("cannot pass on the input: ") + std::strerror(errno));
  };
  check(file.fd >= 0);
  while (!text.empty()) {
    const ssize_t written = ::write(file.fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    check(written >= 0);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  check(::lseek(file.fd, 0, SEEK_SET) == 0);
  return file;
}

// Empties both side by side, so that the program never waits for a full pipe.
void read_all(std::array<Descriptor*, 2> from, std::array<std::string*, 2> to) {
  std::array<char, 65536> buffer{};
  while (from[0]->fd >= 0 || from[1]->fd >= 0) {
    std::array<pollfd, 2> fds{pollfd{from[0]->fd, POLLIN, 0}, pollfd{from[1]->fd, POLLIN, 0}};
    if (::poll(fds.data(), fds.size(), -1) < 0 && errno != EINTR) break;
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (from[i]->fd < 0 || fds[i].revents == 0) continue;
      const ssize_t got = ::read(from[i]->fd, buffer.data(), buffer.size());
      if (got > 0) to[i]->append(buffer.data(), static_cast<std::size_t>(got));
      if (got == 0 || (got < 0 && errno != EINTR)) from[i]->reset();
    }
  }
}

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

std::optional<SystemUser> unprivileged_user() {
  if (::geteuid() != 0) return std::nullopt;
  for (const char* name : {"postgres", "nobody"}) {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwnam_r(name, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
      return SystemUser{name, entry.pw_uid, entry.pw_gid};
  }
  throw Error(ErrorKind::usage,
              "PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as",
              "run barqdb as another user");
}

Outcome run_process(const Command& command) {
  Outcome outcome;
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  if (!command.output_file.empty()) {
    out.write = open_file(command.output_file, O_WRONLY | O_CREAT | O_APPEND);
    err.write = open_file(command.output_file, O_WRONLY | O_CREAT | O_APPEND);
  }
  const pid_t pid = fork_into(command, open_input(command.input).fd, out.write.fd, err.write.fd);
  out.write.reset();
  err.write.reset();
  read_all({&out.read, &err.read}, {&outcome.out, &outcome.err});
  outcome.exit_code = wait_for(pid);
  return outcome;
}

pid_t start_process(const Command& command) {
  const Descriptor nothing = open_file("/dev/null", O_RDWR);
  if (command.output_file.empty()) return fork_into(command, nothing.fd, nothing.fd, nothing.fd);
  const Descriptor file = open_file(command.output_file, O_WRONLY | O_CREAT | O_APPEND);
  return fork_into(command, nothing.fd, file.fd, file.fd);
}

}  // namespace barqdb::base
