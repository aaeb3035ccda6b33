// Private servers: one template by initdb, a copy for each cluster, the postmaster as a child that dies with us.
#include "support/cluster.hpp"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "base/error.hpp"
#include "base/file_lock.hpp"
#include "base/process.hpp"
#include "db/postgres_programs.hpp"

namespace barqdb::test {
namespace {

namespace fs = std::filesystem;

// Durability is of no use to a test; background vacuums would hold snapshots at random moments.
constexpr const char* kSettings = R"(
fsync = off
full_page_writes = off
autovacuum = off
listen_addresses = ''
shared_buffers = 32MB
max_connections = 200
log_min_messages = warning
log_line_prefix = '%m [%p] %a: '
log_destination = stderr
logging_collector = off
timezone = UTC
lc_messages = C
)";

std::string find_bin_dir() {
  const char* chosen = ::getenv("BARQDB_TEST_PG_BIN");
  return chosen != nullptr && *chosen != '\0' ? chosen : db::find_postgres_programs().bin_dir;
}

void run(const std::vector<std::string>& words, const std::optional<base::SystemUser>& user = std::nullopt) {
  base::Command command;
  command.words = words;
  command.user = user;
  command.folder = "/";
  const base::Outcome outcome = base::run_process(command);
  if (outcome.exit_code != 0) throw std::runtime_error(words[0] + " failed: " + outcome.out + outcome.err);
}

// A new folder under /tmp (a socket's path has to be short) that the server's user owns.
std::string make_folder(const std::optional<base::SystemUser>& user) {
  std::string path = "/tmp/barqdb-pg-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("cannot make " + path);
  ::chmod(path.c_str(), 0755);
  if (user && ::chown(path.c_str(), user->uid, user->gid) != 0) throw std::runtime_error("cannot chown " + path);
  return path;
}

void copy_folder(const std::string& from, const std::string& to) { run({"cp", "-a", "--reflink=auto", from, to}); }

// initdb runs under /tmp, where its unprivileged user may write, and is then copied into the build folder.
std::string prepare_template(const std::string& bin_dir, const std::optional<base::SystemUser>& user) {
  const std::string path =
      std::string(BARQDB_BUILD_DIR) + "/test-template-" + std::to_string(std::hash<std::string>{}(bin_dir));
  const base::FileLock lock(path + ".lock");
  if (!fs::exists(path)) {
    const std::string folder = make_folder(user);
    const std::string data = folder + "/data";
    run({bin_dir + "/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
         "--no-sync"},
        user);
    std::ofstream(data + "/postgresql.conf", std::ios::app) << kSettings;
    fs::remove_all(path + ".new");
    copy_folder(data, path + ".new");
    fs::rename(path + ".new", path);
    fs::remove_all(folder);
  }
  return path;
}

}  // namespace

struct Cluster::State {
  std::string bin_dir = find_bin_dir();
  std::optional<base::SystemUser> user = base::unprivileged_user();
  std::string folder;
  pid_t pid = 0;
  std::atomic<int> databases{0};

  std::string log_file() const { return folder + "/log"; }
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
    if (!folder.empty()) fs::remove_all(folder, ignored);
  }
};

Cluster::Cluster(const std::vector<std::string>& settings) : state_(std::make_unique<State>()) {
  const std::string prepared = prepare_template(state_->bin_dir, state_->user);
  state_->folder = make_folder(state_->user);
  copy_folder(prepared, data_dir());
  {
    std::ofstream config(data_dir() + "/postgresql.conf", std::ios::app);
    for (const std::string& line : settings) config << line << "\n";
  }
  start();
}

Cluster::~Cluster() = default;

void Cluster::start() {
  base::Command command;
  command.words = {state_->bin_dir + "/postgres", "-D", data_dir(), "-k", socket_dir()};
  command.folder = "/";
  command.user = state_->user;
  command.output_file = state_->log_file();
  command.own_session = true;            // a test that presses Ctrl-C means barqdb
  command.signal_when_we_die = SIGQUIT;  // an immediate stop, also when the test crashes
  state_->pid = base::start_process(command);
  for (;;) {
    try {
      connect();
      return;
    } catch (const base::Error&) {
      int status = 0;
      if (::waitpid(state_->pid, &status, WNOHANG) == state_->pid) {
        state_->pid = 0;
        throw std::runtime_error("the test server did not start:\n" + log());
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

void Cluster::stop_immediate() { state_->stop(); }

std::string Cluster::conninfo(const std::string& database, const std::string& user) const {
  return "host=" + socket_dir() + " port=5432 dbname=" + database + " user=" + user;
}

std::string Cluster::create_database() {
  const std::string name =
      "test_" + std::to_string(::getpid()) + "_" + std::to_string(state_->databases.fetch_add(1) + 1);
  connect().query("CREATE DATABASE " + name);
  return name;
}

db::Connection Cluster::connect(const std::string& database, const std::string& user) const {
  db::ConnectOptions options;
  options.conninfo = conninfo(database, user);
  return db::Connection(options);
}

std::string Cluster::log() const {
  std::ostringstream out;
  out << std::ifstream(state_->log_file()).rdbuf();
  return out.str();
}

std::string Cluster::bin_dir() const { return state_->bin_dir; }

std::string Cluster::psql() const {
  const std::string own = bin_dir() + "/psql";
  return ::access(own.c_str(), X_OK) == 0 ? own : db::find_postgres_programs().bin_dir + "/psql";
}
std::string Cluster::data_dir() const { return state_->folder + "/data"; }
std::string Cluster::socket_dir() const { return state_->folder; }

Cluster& Cluster::shared() {
  static Cluster cluster;
  return cluster;
}

}  // namespace barqdb::test
