// The life of the embedded server: make, start, stop, delete.
#include "db/embedded.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/error.hpp"
#include "base/file_lock.hpp"
#include "base/hash.hpp"
#include "base/interrupt.hpp"
#include "base/quote.hpp"
#include "db/connection.hpp"
#include "db/embedded_cluster.hpp"
#include "db/embedded_folders.hpp"
#include "db/postgres_programs.hpp"
#include "db/postmaster.hpp"

namespace barqdb::db {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;
using Clock = std::chrono::steady_clock;

constexpr int kEndWait = 60'000;  // ms for a fast shutdown, which writes a checkpoint
constexpr std::chrono::seconds kStartWait{60};
constexpr std::chrono::milliseconds kTryAgain{5};  // nobody tells when a server begins to listen
constexpr std::uintmax_t kLogLimit = 16u << 20;

EmbeddedFolders folders_now() {
  return embedded_folders(
      [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
      },
      ::geteuid());
}

// The last lines that the server wrote since `from`.
std::string log_tail(const std::string& log, std::uintmax_t from) {
  std::ifstream file(log);
  file.seekg(static_cast<std::streamoff>(from));
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::size_t start = text.size();
  for (int line = 0; line < 11 && start != std::string::npos && start > 0; ++line) start = text.rfind('\n', start - 1);
  return start == std::string::npos || start == 0 ? text : text.substr(start + 1);
}

std::uintmax_t size_of(const std::string& path) {
  std::error_code failed;
  const std::uintmax_t size = fs::file_size(path, failed);
  return failed ? 0 : size;
}

Connection connect(const EmbeddedServer& server, const std::string& database) {
  ConnectOptions options;
  options.conninfo = embedded_conninfo(server, database);
  return Connection(options);
}

Error start_error(const EmbeddedServer& server, const std::string& what, std::uintmax_t log_start) {
  Error error(ErrorKind::server,
              "the embedded server " + what + "; its log says:\n" + log_tail(server.log_file, log_start),
              "the whole log is " + server.log_file + "; to begin anew: barqdb server destroy");
  return error;
}

// Until it takes connections. `child` is its pid when we started it, else 0.
void wait_until_ready(const EmbeddedServer& server, pid_t child, std::uintmax_t log_start) {
  const auto deadline = Clock::now() + kStartWait;
  const int signals = base::interrupt_count();
  for (;;) {
    try {
      connect(server, "postgres");
      return;
    } catch (const Error& error) {
      int status = 0;
      const bool ended =
          child != 0 ? ::waitpid(child, &status, WNOHANG) == child : read_postmaster(server.data_dir).pid == 0;
      if (ended) throw start_error(server, "did not start", log_start);
      if (error.kind == ErrorKind::interrupted || base::interrupt_count() > signals)
        throw Error(ErrorKind::interrupted, "interrupted while the embedded server was starting; it goes on starting");
      if (Clock::now() > deadline) throw start_error(server, "is not ready after a minute", log_start);
    }
    std::this_thread::sleep_for(kTryAgain);
  }
}

// After a reboot the pid in the files may be another program's, or a power cut has left them empty, and the server
// would refuse to start over it. A pid that nobody has is left to the server, which knows what to do.
void clear_the_way(const EmbeddedFolders& folders, const Postmaster& postmaster) {
  if (has_orphans(folders.data))
    throw Error(ErrorKind::busy, "the embedded server was killed, and its last processes are still ending",
                "try again in a moment");
  std::error_code ignored;
  const std::string lock = folders.socket_dir + "/.s.PGSQL.5432.lock";
  const bool empty_lock = fs::exists(lock, ignored) && size_of(lock) == 0;
  if (postmaster.stale) fs::remove(folders.data + "/postmaster.pid", ignored);
  if (postmaster.stale || empty_lock) fs::remove(lock, ignored);
}

void start_postmaster(const EmbeddedServer& server, const EmbeddedFolders& folders,
                      const std::optional<base::SystemUser>& user) {
  std::error_code ignored;
  if (size_of(folders.log) > kLogLimit) fs::rename(folders.log, folders.log + ".old", ignored);
  const std::uintmax_t log_start = size_of(folders.log);
  base::Command command;
  // On the command line, so that neither PGPORT nor an edited file makes it listen elsewhere.
  command.words = {server.bin_dir + "/postgres",
                   "-D",
                   folders.data,
                   "-k",
                   folders.socket_dir,
                   "-p",
                   "5432",
                   "-c",
                   "listen_addresses=",
                   "-c",
                   "unix_socket_permissions=0700"};
  command.folder = "/";
  command.user = user;
  command.output_file = folders.log;
  command.own_session = true;
  wait_until_ready(server, base::start_process(command), log_start);
}

// Names the database's folder inside the data, so that a look at the disk tells whether it exists.
std::string marker_of(const EmbeddedServer& server, const std::string& database) {
  return fs::path(server.data_dir).parent_path() / ("database-" + base::sha256_hex(database).substr(0, 16));
}

bool database_exists(const EmbeddedServer& server, const std::string& database) {
  std::string oid;
  std::ifstream(marker_of(server, database)) >> oid;
  return !oid.empty() && fs::exists(server.data_dir + "/base/" + oid);
}

// In a folder of the server's user, whose links root must not follow. Without it the server is asked the next time.
void write_marker(const std::string& path, const std::string& text) {
  ::unlink(path.c_str());
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0) return;
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (::close(fd) != 0 || !written) ::unlink(path.c_str());
}

void make_database(const EmbeddedServer& server, const std::string& database) {
  Connection connection = connect(server, "postgres");
  const auto find = [&] { return connection.query("SELECT oid FROM pg_database WHERE datname = $1", {database}); };
  Result found = find();
  if (found.rows() == 0) {
    connection.query("CREATE DATABASE " + base::quote_identifier(database));
    found = find();
  }
  write_marker(marker_of(server, database), std::string(found.text(0, 0)) + "\n");
}

std::string quote_conninfo(const std::string& value) {
  std::string out = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

// What is known without starting anything or looking for programs.
EmbeddedServer look(const EmbeddedFolders& folders) {
  EmbeddedServer server;
  server.data_dir = folders.data;
  server.socket_dir = folders.socket_dir;
  server.log_file = folders.log;
  server.version = read_major_version(folders.data);
  server.exists = server.version > 0;
  server.pid = server.exists ? read_postmaster(folders.data).pid : 0;
  server.running = server.pid > 0;
  if (server.running) server.bin_dir = fs::path(program_of(server.pid)).parent_path().string();
  return server;
}

void stop(const EmbeddedServer& server) {
  ::kill(server.pid, SIGINT);
  if (wait_for_end(server.pid, kEndWait)) return;
  ::kill(server.pid, SIGQUIT);
  if (wait_for_end(server.pid, kEndWait)) return;
  throw Error(ErrorKind::server, "the embedded server (pid " + std::to_string(server.pid) + ") does not end",
              "see its log, " + server.log_file);
}

}  // namespace

EmbeddedServer embedded_look() { return look(folders_now()); }

EmbeddedServer embedded_status() {
  EmbeddedServer server = embedded_look();
  if (!server.bin_dir.empty()) return server;
  const PostgresPrograms programs = find_postgres_programs(server.version);
  server.bin_dir = programs.bin_dir;
  server.version = programs.major;
  return server;
}

EmbeddedServer embedded_start(const std::string& database) {
  const EmbeddedFolders folders = folders_now();
  {
    const EmbeddedServer server = look(folders);
    if (server.running && read_postmaster(folders.data).ready && database_exists(server, database)) return server;
  }
  const auto user = embedded_user(folders);
  make_folders(folders, user);
  const base::FileLock lock(folders.lock);
  if (read_major_version(folders.data) == 0) make_cluster(folders, find_postgres_programs(), user);
  const Postmaster postmaster = read_postmaster(folders.data);
  EmbeddedServer server = embedded_status();
  if (postmaster.pid == 0) {
    clear_the_way(folders, postmaster);
    start_postmaster(server, folders, user);
    server = look(folders);
  } else if (!postmaster.ready) {
    wait_until_ready(server, 0, size_of(folders.log));
  }
  if (!database_exists(server, database)) make_database(server, database);
  return server;
}

void embedded_stop() {
  const EmbeddedFolders folders = folders_now();
  if (!fs::exists(folders.home)) return;
  const base::FileLock lock(folders.lock);
  if (const EmbeddedServer server = look(folders); server.running) stop(server);
}

void embedded_destroy() {
  const EmbeddedFolders folders = folders_now();
  if (!fs::exists(folders.home)) return;
  const base::FileLock lock(folders.lock);
  if (const EmbeddedServer server = look(folders); server.running) stop(server);
  fs::remove_all(folders.home);
  if (folders.socket_dir != folders.home) fs::remove_all(folders.socket_dir);
}

std::string embedded_conninfo(const EmbeddedServer& server, const std::string& database) {
  return "host=" + quote_conninfo(server.socket_dir) + " port=5432 dbname=" + quote_conninfo(database) +
         " user=postgres";
}

}  // namespace barqdb::db
