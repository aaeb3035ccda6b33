// Projects, programs in the background, and the server's log as statements.
#include "support/project.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>

#include "base/process.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::test {
namespace {

constexpr const char* quick = "small_table: 1, lock_timeout: 200ms, lock_budget: 30s, wait_budget: 1m, runner_wait: 1m";

std::string read_all(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

int exit_code_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

}  // namespace

Running::Running(const std::vector<std::string>& arguments, std::string output_file)
    : output_file_(std::move(output_file)) {
  base::Command command;
  command.words = arguments;
  command.output_file = output_file_;
  command.own_session = true;
  command.signal_when_we_die = SIGKILL;
  pid_ = base::start_process(command);
}

Running::Running(Running&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), status_(other.status_), output_file_(std::move(other.output_file_)) {}

Running::~Running() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, &status_, 0);
}

void Running::signal(int number) const {
  if (pid_ > 0) ::kill(pid_, number);
}

bool Running::ended() {
  if (pid_ > 0 && ::waitpid(pid_, &status_, WNOHANG) == pid_) pid_ = 0;
  return pid_ == 0;
}

Outcome Running::wait() {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!ended()) {
    if (std::chrono::steady_clock::now() > deadline) {
      signal(SIGKILL);
      FAIL_CHECK("barqdb did not end within a minute:\n" << output());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return {exit_code_of(status_), output(), ""};
}

std::string Running::output() const { return read_all(output_file_); }

Project::Project(Cluster& cluster, const std::string& user)
    : cluster_(cluster), database_(cluster.create_database()), user_(user) {
  std::filesystem::create_directories(migrations());
  write_profile(quick);
}

std::string Project::write(const std::string& name, const std::string& bytes) const {
  return folder_.write("migrations/" + name, bytes);
}

void Project::remove(const std::string& name) const { std::filesystem::remove(migrations() + "/" + name); }

void Project::write_profile(const std::string& online) const {
  folder_.write("test.yaml", "url: \"" + conninfo() + "\"\nonline: {" + online + "}\n");
}

void Project::set_online(const std::string& settings) const { write_profile(settings); }

void Project::set_user(const std::string& user) {
  user_ = user;
  write_profile(quick);
}

std::vector<std::string> Project::words(const std::vector<std::string>& arguments) const {
  std::vector<std::string> words = arguments;
  for (const std::string& word :
       {std::string("--profile"), folder_.path() + "/test.yaml", std::string("--migrations"), migrations()}) {
    words.push_back(word);
  }
  return words;
}

Outcome Project::run(const std::vector<std::string>& arguments) const { return barqdb(words(arguments)); }

Running Project::start(const std::vector<std::string>& arguments) {
  std::vector<std::string> all = words(arguments);
  all.insert(all.begin(), BARQDB_BINARY);
  return Running(all, folder_.path() + "/output." + std::to_string(++started_));
}

db::Connection Project::connect() const {
  db::ConnectOptions options;
  options.conninfo = cluster_.conninfo(database_) + " application_name=test";
  options.application_name = "test";
  return db::Connection(options);
}

db::Result Project::query(const std::string& sql) const { return connect().query(sql); }

std::string Project::text(const std::string& sql) const {
  const db::Result result = query(sql);
  return result.rows() == 0 ? "" : std::string(result.text(0, 0));
}

std::vector<std::string> Project::texts(const std::string& sql) const {
  const db::Result result = query(sql);
  std::vector<std::string> out;
  for (std::size_t row = 0; row < result.rows(); ++row) out.emplace_back(result.text(row, 0));
  return out;
}

std::string Project::index(const std::string& name) const {
  return text(
      "SELECT pg_get_indexdef(indexrelid) || CASE WHEN indisvalid AND indisready AND indislive THEN '' ELSE ' INVALID' "
      "END "
      "FROM pg_index WHERE indexrelid = to_regclass('" +
      name + "')");
}

namespace {

// Index statements that shared a message, told apart; SQL of a revision stays as it was sent.
std::vector<Logged> told_apart(const std::vector<Logged>& messages) {
  std::vector<Logged> out;
  for (const Logged& message : messages) {
    if (message.sql.starts_with("CREATE INDEX") || message.sql.starts_with("CREATE UNIQUE") ||
        message.sql.starts_with("DROP INDEX")) {
      for (const plan::Statement& statement : plan::split_statements(message.sql)) {
        out.push_back(message);
        out.back().sql = statement.text;
      }
    } else {
      out.push_back(message);
    }
  }
  return out;
}

}  // namespace

std::vector<Logged> Project::statements(std::size_t from) const {
  std::istringstream log(cluster_.log().substr(from));
  std::vector<Logged> out;
  bool continued = false;
  for (std::string line; std::getline(log, line);) {
    if (!line.empty() && line.front() == '\t') {
      if (continued) out.back().sql += "\n" + line.substr(1);
      continue;
    }
    continued = false;
    std::istringstream head(line);
    Logged one;
    head >> one.pid >> one.database >> one.application;
    if (one.application != "barqdb>" || one.database != database_) continue;
    one.application.pop_back();
    for (const std::string mark : {"LOG:  statement: ", "LOG:  execute <unnamed>: "}) {
      const std::size_t at = line.find(mark);
      if (at == std::string::npos) continue;
      one.sql = line.substr(at + mark.size());
      out.push_back(one);
      continued = true;
    }
  }
  return told_apart(out);
}

Cluster& logged_cluster() {
  static Cluster cluster({"log_statement = all", "log_line_prefix = '%p %d %a> '", "deadlock_timeout = 200ms"});
  return cluster;
}

void await(db::Connection& connection, const std::string& sql) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!connection.query(sql).boolean(0, 0)) {
    REQUIRE_MESSAGE(std::chrono::steady_clock::now() < deadline, sql);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace barqdb::test
