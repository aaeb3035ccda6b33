// A pooler in transaction mode between barqdb and the server: refused, and nothing of ours stays on its connections.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "base/error.hpp"
#include "base/process.hpp"
#include "support/blocker.hpp"

using namespace barqdb;
using namespace barqdb::test;

namespace {

constexpr const char* program = "/usr/sbin/pgbouncer";

class Pooler {
 public:
  explicit Pooler(const Project& project) : project_(project) {
    const std::string socket = project.cluster().socket_dir();
    const std::string users = folder_.write("users.txt", "\"postgres\" \"\"\n");
    const std::string config =
        folder_.write("pgbouncer.ini", "[databases]\n* = host=" + socket +
                                           " port=5432\n[pgbouncer]\nlisten_addr =\nlisten_port = 6432\n"
                                           "unix_socket_dir = " +
                                           socket + "\nauth_type = trust\nauth_file = " + users +
                                           "\npool_mode = transaction\ndefault_pool_size = 1\n");
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
    base::Command command;
    command.words = {program, config};
    command.user = base::unprivileged_user();
    command.folder = "/";
    command.output_file = folder_.path() + "/log";
    command.own_session = true;
    command.signal_when_we_die = SIGKILL;
    pid_ = base::start_process(command);
  }
  ~Pooler() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }

  std::string conninfo() const {
    return "host=" + project_.cluster().socket_dir() + " port=6432 dbname=" + project_.database() + " user=postgres";
  }
  db::Connection connect() const {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (true) {
      try {
        db::ConnectOptions options;
        options.conninfo = conninfo();
        return db::Connection(options);
      } catch (const base::Error&) {
        if (std::chrono::steady_clock::now() > deadline) throw;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
      }
    }
  }

 private:
  const Project& project_;
  TemporaryFolder folder_;
  pid_t pid_ = 0;
};

}  // namespace

TEST_CASE("pgbouncer in transaction mode: exit 4, and neither a lock nor a setting is left on its connection") {
  if (::access(program, X_OK) != 0) {
    MESSAGE("skipped: pgbouncer is not installed (apt install pgbouncer)");
    return;
  }
  Project project(logged_cluster());
  project.query("CREATE TABLE t (a int); ALTER DATABASE " + project.database() +
                " SET statement_timeout = '71s'; ALTER DATABASE " + project.database() + " SET lock_timeout = '72s'");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - create_index: {name: idx_t_a, table: t, columns: [a]}\n");
  Pooler pooler(project);
  db::Connection through = pooler.connect();
  REQUIRE(through.query("SELECT pg_backend_pid()").integer(0, 0) != through.backend_pid());

  const auto refused = [&](std::vector<std::string> command) {
    CAPTURE(command.front());
    command.insert(command.end(), {"--database-url", pooler.conninfo()});
    const Outcome outcome = project.run(command);
    CHECK_MESSAGE(outcome.exit_code == 4, outcome.err);
    CHECK_MESSAGE(has(outcome.err, "pooler"), outcome.err);
    // Pool size 1: `through` speaks on the very connection that barqdb had.
    CHECK(through.query("SHOW statement_timeout").text(0, 0) == "71s");
    CHECK(through.query("SHOW lock_timeout").text(0, 0) == "72s");
    CHECK(project.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM "
                       "pg_database WHERE datname = current_database())") == "0");
  };
  refused({"upgrade", "head"});
  CHECK(project.text("SELECT to_regnamespace('barqdb') IS NULL") == "t");
  CHECK(project.index("idx_t_a").empty());
  refused({"stamp", "head"});
  REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);  // with no pooler in the path
  refused({"downgrade", "base"});
  CHECK_FALSE(project.index("idx_t_a").empty());
}
