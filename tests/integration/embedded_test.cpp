#include "db/embedded.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "db/connection.hpp"
#include "db/postmaster.hpp"
#include "support/program.hpp"
#include "support/project.hpp"

namespace fs = std::filesystem;
using barqdb::base::Error;
using barqdb::base::ErrorKind;
using barqdb::db::Connection;
using barqdb::db::ConnectOptions;
using barqdb::db::EmbeddedServer;
using barqdb::test::TemporaryFolder;
using Clock = std::chrono::steady_clock;

namespace {

// A BARQDB_HOME of its own; what runs there ends with it.
class Home {
 public:
  explicit Home(const std::string& inside = "") : path_(folder_.path() + inside) {
    fs::create_directories(path_);
    // As root the server runs as another user, who has to get there.
    for (fs::path part = path_; part != "/tmp"; part = part.parent_path()) ::chmod(part.c_str(), 0755);
    ::setenv("BARQDB_HOME", path_.c_str(), 1);
  }
  ~Home() {
    barqdb::db::embedded_destroy();
    ::unsetenv("BARQDB_HOME");
  }
  std::string path() const { return path_; }

 private:
  TemporaryFolder folder_;
  std::string path_;
};

Connection connect(const EmbeddedServer& server, const std::string& database = "barq") {
  ConnectOptions options;
  options.conninfo = barqdb::db::embedded_conninfo(server, database);
  return Connection(options);
}

void write_file(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Sockets that listen for TCP and belong to the process or its children.
std::string listening(int pid) {
  const auto outcome = barqdb::test::run_program(
      {"sh", "-c", "readlink /proc/" + std::to_string(pid) + "/fd/* | grep -o 'socket:.*[0-9]'"});
  std::string found;
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    std::ifstream file(table);
    for (std::string line; std::getline(file, line);) {
      std::string inode;
      std::istringstream words(line);
      for (int i = 0; i < 10; ++i) words >> inode;
      if (outcome.out.find("socket:[" + inode) != std::string::npos) found += line + "\n";
    }
  }
  return found;
}

// Polls what no connection can be asked for; fails the test after 20 s.
void wait_until(const std::function<bool()>& condition) {
  const auto deadline = Clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    REQUIRE(Clock::now() < deadline);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace

TEST_CASE("made once, started when needed, private, and stopped") {
  const Home home;
  CHECK_FALSE(barqdb::db::embedded_status().exists);
  const EmbeddedServer server = barqdb::db::embedded_start("barq");
  CHECK(server.exists);
  CHECK(server.running);
  CHECK(server.version >= 13);
  CHECK(server.data_dir == home.path() + "/embedded/data");
  CHECK(server.socket_dir == home.path() + "/embedded");
  struct stat found {};
  REQUIRE(::stat(server.socket_dir.c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0700);
  {
    Connection c = connect(server);
    CHECK(c.query("SHOW listen_addresses").text(0, 0).empty());
    CHECK(c.query("SHOW server_encoding").text(0, 0) == "UTF8");
    CHECK(c.query("SHOW data_checksums").text(0, 0) == "on");
    CHECK(c.query("SELECT current_database()").text(0, 0) == "barq");
    CHECK(c.query("SHOW unix_socket_permissions").text(0, 0) == "0700");
    c.query("CREATE TABLE kept (a int)");
  }
  CHECK_MESSAGE(listening(server.pid).empty(), listening(server.pid));

  const EmbeddedServer again = barqdb::db::embedded_start("barq");
  CHECK(again.pid == server.pid);
  CHECK(barqdb::db::embedded_status().pid == server.pid);
  CHECK(connect(barqdb::db::embedded_start("it's \\ a \"name\""), "it's \\ a \"name\"").query("SELECT 1").rows() == 1);

  barqdb::db::embedded_stop();
  CHECK_FALSE(barqdb::db::embedded_status().running);
  CHECK(barqdb::db::embedded_status().exists);
  barqdb::db::embedded_stop();

  CHECK(connect(barqdb::db::embedded_start("barq")).query("SELECT count(*) FROM kept").integer(0, 0) == 0);
  barqdb::db::embedded_destroy();
  CHECK_FALSE(fs::exists(home.path() + "/embedded"));
  CHECK_FALSE(barqdb::db::embedded_status().exists);
}

TEST_CASE("a look at a running server costs no fork and less than 3 ms") {
  const Home home;
  const EmbeddedServer server = barqdb::db::embedded_start("barq");
  auto best = Clock::duration::max();
  for (int i = 0; i < 20; ++i) {
    const auto start = Clock::now();
    CHECK(barqdb::db::embedded_start("barq").pid == server.pid);
    best = std::min(best, Clock::now() - start);
  }
  CHECK(best < std::chrono::milliseconds(3));
}

TEST_CASE("several that start it at once make one server") {
  const Home home;
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      int code = 1;
      try {
        code = connect(barqdb::db::embedded_start("barq")).query("SELECT 1").rows() == 1 ? 0 : 2;
      } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
      }
      ::_exit(code);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  CHECK(barqdb::db::embedded_status().running);
}

TEST_CASE("a pid file from before a reboot does not keep it from starting") {
  const Home home;
  const EmbeddedServer server = barqdb::db::embedded_start("barq");
  const std::string pid_file = server.data_dir + "/postmaster.pid";
  const std::string text = read_file(pid_file);
  barqdb::db::embedded_stop();
  const std::string rest = text.substr(text.find('\n'));

  SUBCASE("the pid is another program's") {
    const pid_t other = ::fork();
    if (other == 0) {
      ::execlp("sleep", "sleep", "600", nullptr);
      ::_exit(1);
    }
    write_file(pid_file, std::to_string(other) + rest);
    CHECK_FALSE(barqdb::db::embedded_status().running);
    CHECK(connect(barqdb::db::embedded_start("barq")).query("SELECT 1").rows() == 1);
    ::kill(other, SIGKILL);
    ::waitpid(other, nullptr, 0);
  }
  SUBCASE("the pid is nobody's") {
    write_file(pid_file, "4194300" + rest);
    CHECK_FALSE(barqdb::db::embedded_status().running);
    CHECK(connect(barqdb::db::embedded_start("barq")).query("SELECT 1").rows() == 1);
  }
  SUBCASE("the file is empty") {
    write_file(pid_file, "");
    CHECK(connect(barqdb::db::embedded_start("barq")).query("SELECT 1").rows() == 1);
  }
  SUBCASE("the lock of the socket is empty") {
    write_file(server.socket_dir + "/.s.PGSQL.5432.lock", "");
    CHECK(connect(barqdb::db::embedded_start("barq")).query("SELECT 1").rows() == 1);
  }
}

TEST_CASE("a killed server starts again and keeps its data") {
  const Home home;
  const EmbeddedServer server = barqdb::db::embedded_start("barq");
  connect(server).query("CREATE TABLE kept AS SELECT 1 AS a");
  ::kill(server.pid, SIGKILL);
  REQUIRE(barqdb::db::wait_for_end(server.pid, 20'000));
  wait_until([&] { return !barqdb::db::has_orphans(server.data_dir); });
  CHECK(connect(barqdb::db::embedded_start("barq")).query("SELECT a FROM kept").integer(0, 0) == 1);
}

TEST_CASE("a half-made cluster is made anew") {
  const Home home;
  fs::create_directories(home.path() + "/embedded/data.new/base");
  write_file(home.path() + "/embedded/data.new/PG_VERSION", "15\n");
  CHECK(connect(barqdb::db::embedded_start("barq")).query("SELECT 1").rows() == 1);
  CHECK_FALSE(fs::exists(home.path() + "/embedded/data.new"));
}

TEST_CASE("a cluster is made beside one that a killed run's initdb is still writing") {
  const Home home;
  const std::string left = home.path() + "/embedded/data.new";
  fs::create_directories(left);
  const pid_t writer = ::fork();
  if (writer == 0) {  // the folder is never empty for long
    for (unsigned number = 0;; ++number) {
      ::mkdir(left.c_str(), 0755);
      ::mkdir((left + "/" + std::to_string(number % 1000)).c_str(), 0755);
    }
  }
  CHECK(connect(barqdb::db::embedded_start("barq")).query("SELECT 1").rows() == 1);
  ::kill(writer, SIGKILL);
  ::waitpid(writer, nullptr, 0);
}

TEST_CASE("destroy needs no PostgreSQL programs") {
  const Home home;
  barqdb::db::embedded_start("barq");
  barqdb::db::embedded_stop();
  barqdb::test::ProgramOptions options;
  options.environment = {{"BARQDB_HOME", home.path()}, {"BARQDB_PG_BIN", "/nonexistent"}};
  const auto destroyed = barqdb::test::run_program({BARQDB_BINARY, "server", "destroy", "--yes"}, options);
  CHECK_MESSAGE(destroyed.exit_code == 0, destroyed.err);
  CHECK_FALSE(barqdb::db::embedded_look().exists);
}

TEST_CASE("a stop that waits for a server that hangs can be interrupted") {
  const Home home;
  const EmbeddedServer server = barqdb::db::embedded_start("barq");
  ::kill(server.pid, SIGSTOP);
  barqdb::test::Running stop({BARQDB_BINARY, "server", "stop"}, home.path() + "/stop.out");
  // It has sent its signal when the server has one to take.
  const auto signalled = [&] {
    std::ifstream status("/proc/" + std::to_string(server.pid) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("ShdPnd:")) return (std::stoull(line.substr(7), nullptr, 16) & 1U << (SIGINT - 1)) != 0;
    }
    return false;
  };
  wait_until(signalled);
  const auto asked = Clock::now();
  stop.signal(SIGTERM);
  CHECK(stop.wait().exit_code == 130);
  CHECK(Clock::now() - asked < std::chrono::seconds(20));
  ::kill(server.pid, SIGCONT);
}

TEST_CASE("a path that is too long for a socket gets a private folder under /tmp") {
  const Home home("/" + std::string(90, 'x'));
  const EmbeddedServer server = barqdb::db::embedded_start("barq");
  CHECK(server.socket_dir.starts_with("/tmp/barqdb-"));
  struct stat found {};
  REQUIRE(::stat(server.socket_dir.c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0700);
  CHECK(connect(server).query("SELECT 1").rows() == 1);
  barqdb::db::embedded_destroy();
  CHECK_FALSE(fs::exists(server.socket_dir));
}

TEST_CASE("a server that cannot start says why, with its log") {
  const Home home;
  const EmbeddedServer server = barqdb::db::embedded_start("barq");
  barqdb::db::embedded_stop();
  std::ofstream(server.data_dir + "/postgresql.conf", std::ios::app) << "shared_buffers = nonsense\n";
  try {
    barqdb::db::embedded_start("barq");
    FAIL("it started");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::server);
    CHECK(error.message.find("shared_buffers") != std::string::npos);
    CHECK(error.hint.find(server.log_file) != std::string::npos);
  }
}

TEST_CASE("links in its folder, which belongs to the server's user, are not followed") {
  const Home home;
  const std::string folder = home.path() + "/embedded";
  const std::string precious = home.path() + "/precious";
  write_file(precious, "mine");
  barqdb::db::embedded_start("barq");
  fs::create_symlink(precious, folder + "/database-" + barqdb::base::sha256_hex("other").substr(0, 16));
  CHECK(connect(barqdb::db::embedded_start("other"), "other").query("SELECT 1").rows() == 1);
  barqdb::db::embedded_stop();
  for (const char* name : {"/log", "/lock"}) {
    CAPTURE(name);
    fs::rename(folder + name, folder + name + ".kept");
    fs::create_symlink(precious, folder + name);
    CHECK_THROWS_AS(barqdb::db::embedded_start("barq"), Error);
    fs::rename(folder + name + ".kept", folder + name);
  }
  CHECK(read_file(precious) == "mine");
}

TEST_CASE("missing programs are named with a remedy") {
  const Home home;
  ::setenv("BARQDB_PG_BIN", "/nonexistent", 1);
  try {
    barqdb::db::embedded_status();
    FAIL("programs were found in /nonexistent");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    CHECK(error.message.find("/nonexistent") != std::string::npos);
  }
  ::unsetenv("BARQDB_PG_BIN");
}

TEST_CASE("a dropped database is made again") {
  const Home home;
  const EmbeddedServer server = barqdb::db::embedded_start("barq");
  connect(server, "postgres").query("DROP DATABASE barq");
  connect(server, "postgres").query("CHECKPOINT");
  CHECK(connect(barqdb::db::embedded_start("barq")).query("SELECT 1").rows() == 1);
}

TEST_CASE("the commands: start prints how to connect and holds no pipe open, status tells by its exit code") {
  const Home home;
  barqdb::test::ProgramOptions options;
  options.environment = {{"BARQDB_HOME", home.path()}};
  const auto server = [&](const std::string& verb) { return barqdb::test::barqdb({"server", verb}, options); };
  CHECK(server("status").exit_code == 1);
  const auto started = server("start");  // ends only when nobody holds its pipes any more
  CHECK(started.exit_code == 0);
  CHECK(started.out.find("dbname='barq'") != std::string::npos);
  CHECK(server("start").out == started.out);
  CHECK(server("status").exit_code == 0);
  CHECK(server("stop").exit_code == 0);
  CHECK(server("status").exit_code == 1);
  CHECK(server("destroy").exit_code == 0);
  CHECK_FALSE(fs::exists(home.path() + "/embedded"));
  CHECK(server("destroy").exit_code == 0);
}
