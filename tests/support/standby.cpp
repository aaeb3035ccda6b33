// pg_basebackup over the primary's socket; the postmaster is a child that dies with us.
#include "support/standby.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "base/error.hpp"
#include "base/process.hpp"

namespace barqdb::test {

struct Standby::State {
  std::string bin_dir;
  std::string folder;
  std::optional<base::SystemUser> user = base::unprivileged_user();
  pid_t pid = 0;

  void stop() {
    if (pid <= 0) return;
    ::kill(pid, SIGQUIT);
    int status = 0;
    ::waitpid(pid, &status, 0);
    pid = 0;
  }
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    stop();
    std::error_code ignored;
    if (!folder.empty()) std::filesystem::remove_all(folder, ignored);
  }
};

bool Standby::possible(const Cluster& primary) {
  if (::access((primary.bin_dir() + "/pg_basebackup").c_str(), X_OK) == 0) return true;
  MESSAGE("skipped: this PostgreSQL comes without pg_basebackup");
  return false;
}

Standby::Standby(const Cluster& primary) : state_(std::make_unique<State>()) {
  std::string folder = "/tmp/barqdb-pg-XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("cannot make " + folder);
  ::chmod(folder.c_str(), 0755);
  if (state_->user && ::chown(folder.c_str(), state_->user->uid, state_->user->gid) != 0)
    throw std::runtime_error("cannot chown " + folder);
  state_->bin_dir = primary.bin_dir();
  state_->folder = folder;
  base::Command copy;
  copy.words = {primary.bin_dir() + "/pg_basebackup",
                "-d",
                primary.conninfo("postgres"),
                "-D",
                folder + "/data",
                "-R",
                "-C",
                "-S",
                "standby_" + folder.substr(folder.size() - 6),
                "-X",
                "stream",
                "-c",
                "fast",
                "--no-sync"};
  for (char& c : copy.words[8]) c = static_cast<char>(::tolower(c));
  copy.user = state_->user;
  copy.folder = "/";
  const base::Outcome outcome = base::run_process(copy);
  if (outcome.exit_code != 0) throw std::runtime_error("pg_basebackup failed: " + outcome.err);
  start();
}

Standby::~Standby() = default;

void Standby::start() {
  base::Command command;
  command.words = {state_->bin_dir + "/postgres", "-D", state_->folder + "/data", "-k", state_->folder, "-c",
                   "cluster_name=standby"};
  command.folder = "/";
  command.user = state_->user;
  command.output_file = state_->folder + "/log";
  command.own_session = true;
  command.signal_when_we_die = SIGQUIT;
  state_->pid = base::start_process(command);
  for (;;) {
    try {
      connect("postgres");
      return;
    } catch (const base::Error&) {
      int status = 0;
      if (::waitpid(state_->pid, &status, WNOHANG) == state_->pid) {
        state_->pid = 0;
        throw std::runtime_error("the standby did not start");
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

void Standby::stop_immediate() { state_->stop(); }

std::string Standby::conninfo(const std::string& database) const {
  return "host=" + state_->folder + " port=5432 dbname=" + database + " user=postgres";
}

db::Connection Standby::connect(const std::string& database) const {
  db::ConnectOptions options;
  options.conninfo = conninfo(database);
  return db::Connection(options);
}

void Standby::catch_up(db::Connection& primary) const {
  const std::string position(primary.query("SELECT pg_current_wal_flush_lsn()").text(0, 0));
  db::Connection here = connect("postgres");
  while (!here.query("SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn", {position}).boolean(0, 0)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace barqdb::test
