#include "support/pooler.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "base/error.hpp"
#include "base/process.hpp"

namespace barqdb::test {
namespace {

constexpr const char* program = "/usr/sbin/pgbouncer";

}  // namespace

bool Pooler::installed() { return ::access(program, X_OK) == 0; }

Pooler::Pooler(const Project& project, int size) : Pooler(project.cluster(), project.database(), "transaction", size) {}

Pooler::Pooler(const Cluster& cluster, std::string database, const std::string& mode, int size)
    : socket_(cluster.socket_dir()), database_(std::move(database)) {
  const std::string users = folder_.write("users.txt", "\"postgres\" \"\"\n");
  const std::string config = folder_.write(
      "pgbouncer.ini", "[databases]\n* = host=" + socket_ +
                           " port=5432\n[pgbouncer]\nlisten_addr =\nlisten_port = 6432\nunix_socket_dir = " + socket_ +
                           "\nauth_type = trust\nauth_file = " + users + "\npool_mode = " + mode +
                           "\ndefault_pool_size = " + std::to_string(size) + "\n");
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
  base::Command command;
  command.words = {program, config};
  command.user = base::unprivileged_user();
  command.folder = "/";
  command.output_file = folder_.path() + "/log";
  command.own_session = true;
  command.signal_when_we_die = SIGKILL;
  pid_ = base::start_process(command);
  await_answer();
}

Pooler::~Pooler() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

std::string Pooler::conninfo() const { return "host=" + socket_ + " port=6432 dbname=" + database_ + " user=postgres"; }

db::Connection Pooler::connect(const std::string& application) const {
  db::ConnectOptions options;
  options.conninfo = conninfo();
  options.application_name = application;
  return db::Connection(options);
}

// The socket appears some time after the process does: who connects before finds no server.
void Pooler::await_answer() const {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (true) {
    try {
      connect();
      return;
    } catch (const base::Error&) {
      if (std::chrono::steady_clock::now() > deadline) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
}

}  // namespace barqdb::test
