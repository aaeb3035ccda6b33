#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "support/cluster.hpp"
#include "support/json.hpp"
#include "support/labelled_units.hpp"
#include "support/pooler.hpp"
#include "support/program.hpp"
#include "support/project.hpp"

// Labelled work of real clients, logged by a real server in every form: what is found, and what is found wrongly.

using namespace barqdb;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

// How the server logs: its settings, and the prefix of stderr.
struct LogSetting {
  std::string name;
  std::vector<std::string> settings;
};

const std::vector<LogSetting>& log_settings() {
  static const std::vector<LogSetting> all = {
      {"min_duration",
       {"log_min_duration_statement = 0", "log_statement = 'none'", "log_duration = off",
        "log_line_prefix = '%m [%p] %q%u@%d app=%a,client=%h vxid=%v session=%c '"}},
      {"statement_and_duration",
       {"log_min_duration_statement = -1", "log_statement = 'all'", "log_duration = on",
        "log_line_prefix = '%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h '"}},
      {"statement_only",
       {"log_min_duration_statement = -1", "log_statement = 'all'", "log_duration = off",
        "log_line_prefix = '%n %p %a: '"}},
  };
  return all;
}

class LoggingServer {
 public:
  LoggingServer()
      : cluster_({"logging_collector = on", "log_directory = log", "log_filename = 'pg.log'", "log_file_mode = 0644",
                  "log_min_messages = log", "log_connections = on", "log_disconnections = on"}) {
    auto connection = cluster_.connect();
    modern_ = connection.server_version() >= 150000;
    set("log_destination = 'stderr,csvlog" + std::string(modern_ ? ",jsonlog'" : "'"));
  }

  void set(const std::string& setting) {
    cluster_.connect().query("ALTER SYSTEM SET " + setting);
    auto connection = cluster_.connect();
    connection.query("SELECT pg_reload_conf()");
  }

  // Runs the work and returns the folder with its logs alone.
  std::string record(const LogSetting& setting, const std::function<void()>& work) {
    for (const std::string& one : setting.settings) set(one);
    auto watcher = cluster_.connect();
    test::await(watcher, "SELECT current_setting('log_line_prefix') <> '' AND pg_rotate_logfile()");
    const std::string folder = cluster_.data_dir() + "/log";
    std::map<std::string, std::uintmax_t> sizes;
    for (const auto& entry : fs::directory_iterator(folder)) sizes[entry.path().filename()] = entry.file_size();
    work();
    // The collector writes in order: when the last message is there, all are.
    cluster_.connect().query("DO $$ BEGIN RAISE LOG 'the end of the work'; END $$");
    for (const auto& entry : fs::directory_iterator(folder)) await_end(entry.path());
    const std::string out = out_.path() + "/" + setting.name;
    fs::create_directories(out);
    for (const auto& [name, size] : sizes) copy_from(folder + "/" + name, size, out + "/" + name);
    return out;
  }

  test::Cluster& cluster() { return cluster_; }
  bool modern() const { return modern_; }

 private:
  static std::string read(const std::string& path, std::uintmax_t from) {
    std::ifstream file(path, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(from));
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  static void await_end(const std::string& path) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (read(path, 0).find("the end of the work") == std::string::npos || !read(path, 0).ends_with("\n")) {
      REQUIRE(std::chrono::steady_clock::now() < deadline);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  static void copy_from(const std::string& from, std::uintmax_t offset, const std::string& to) {
    std::ofstream(to, std::ios::binary) << read(from, offset);
  }

  test::Cluster cluster_;
  test::TemporaryFolder out_;
  bool modern_ = false;
};

test::Client connect(LoggingServer& server, const std::string& database, const test::LabelledUnit& unit) {
  db::ConnectOptions options;
  options.conninfo = server.cluster().conninfo(database);
  options.application_name = unit.name;
  return {db::Connection(options), unit.extended};
}

// Requests of many clients, one after the other on one session of the server, since the pooler has one connection to
// it: one look-up each, then a loop each.
void run_through_pooler(const test::Cluster& cluster, const std::string& database) {
  if (!test::Pooler::installed()) return;
  const test::Pooler pooler(cluster, database, "session");
  for (int request = 1; request <= 8; ++request) {
    test::Client client = {pooler.connect("pooled single"), false};
    client.query("SELECT * FROM couriers WHERE id = $1", {std::to_string(request)});
    client.query("SELECT * FROM vehicles WHERE courier_id = $1", {std::to_string(request)});
  }
  for (int request = 0; request < 3; ++request) {
    test::Client client = {pooler.connect("pooled loop"), false};
    for (const std::string& key : client.keys("SELECT id FROM couriers ORDER BY id LIMIT 7")) {
      client.query("SELECT * FROM deliveries WHERE courier_id = $1", {key});
    }
  }
}

// Transactions and look-ups without a list before them: a load, and no loop.
void run_pgbench(const test::Cluster& cluster, const std::string& database) {
  const std::string program = cluster.bin_dir() + "/pgbench";
  if (!fs::exists(program)) return;
  const auto run = [&](std::vector<std::string> options) {
    std::vector<std::string> words = {program, "-h", cluster.socket_dir(), "-p", "5432", "-U", "postgres"};
    words.insert(words.end(), options.begin(), options.end());
    words.push_back(database);
    CHECK(test::run_program(words).exit_code == 0);
  };
  run({"-i", "-q", "-n"});
  for (const char* protocol : {"simple", "extended", "prepared"}) {
    run({"-n", "-c", "2", "-t", "10", "-M", protocol});
    run({"-n", "-S", "-c", "2", "-t", "15", "-M", protocol});
  }
}

using Found = std::set<std::pair<std::string, std::string>>;  // application, "check table"

Found found_in(const std::string& log) {
  const test::Outcome outcome = test::barqdb({"nplusone", "--format", "json", log});
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 1);
  const json report = json::parse(outcome.out);
  Found found;
  for (const auto& finding : report["findings"]) {
    CHECK(finding["evidence"]["repeats"].get<int>() >= 5);
    CHECK(finding["line"].get<int>() > 0);
    found.emplace(finding["evidence"]["application"],
                  finding["check"].get<std::string>() + " " + finding["table"].get<std::string>());
  }
  return found;
}

struct Score {
  int right = 0;
  int wrong = 0;
  int missed = 0;
  double precision() const { return right + wrong == 0 ? 0 : static_cast<double>(right) / (right + wrong); }
  double recall() const { return right + missed == 0 ? 0 : static_cast<double>(right) / (right + missed); }
};

Score score(const std::vector<test::LabelledUnit>& units, const Found& found) {
  Score score;
  Found wanted;
  for (const auto& unit : units) {
    for (const auto& label : unit.expected) wanted.emplace(unit.name, label);
  }
  for (const auto& one : wanted) {
    const bool there = found.contains(one);
    ++(there ? score.right : score.missed);
    if (!there) MESSAGE("missed: " << one.first << ": " << one.second);
  }
  for (const auto& one : found) {
    if (wanted.contains(one)) continue;
    ++score.wrong;
    MESSAGE("wrong: " << one.first << ": " << one.second);
  }
  return score;
}

std::vector<test::LabelledUnit> all_units() {
  std::vector<test::LabelledUnit> units = test::loops_to_find();
  const std::vector<test::LabelledUnit> quiet = test::no_loops();
  units.insert(units.end(), quiet.begin(), quiet.end());
  return units;
}

}  // namespace

TEST_CASE("labelled work is told apart in every log format: precision and recall of at least 0.95") {
  LoggingServer server;
  const std::vector<test::LabelledUnit> units = all_units();
  REQUIRE(units.size() >= 40);
  std::vector<test::LabelledUnit> expected = units;
  if (test::Pooler::installed()) expected.push_back({"pooled loop", {"nplusone.read deliveries"}, false, {}});
  for (const LogSetting& setting : log_settings()) {
    const std::string database = server.cluster().create_database();
    server.cluster().connect(database).query(test::labelled_schema);
    const std::string logs = server.record(setting, [&] {
      for (const auto& unit : units) {
        test::Client client = connect(server, database, unit);
        unit.work(client);
      }
      run_through_pooler(server.cluster(), database);
      run_pgbench(server.cluster(), database);
    });
    for (const std::string form : {"log", "csv", "json"}) {
      if (form == "json" && !server.modern()) continue;
      CAPTURE(setting.name);
      CAPTURE(form);
      const Score result = score(expected, found_in(logs + "/pg." + form));
      MESSAGE(setting.name << " " << form << ": " << units.size() << " units, precision " << result.precision()
                           << ", recall " << result.recall());
      CHECK(result.precision() >= 0.95);
      CHECK(result.recall() >= 0.95);
    }
  }
}
