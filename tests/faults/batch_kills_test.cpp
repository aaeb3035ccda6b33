#include <doctest/doctest.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <thread>

#include "base/error.hpp"
#include "support/project.hpp"
#include "support/seed.hpp"

// Batches that are killed at random moments, under writers, and typed again until they are done.
// BARQDB_SOAK kills of each kind of batch (scripts/batch-soak), BARQDB_SEED repeats a run.

using namespace barqdb;
using test::Cluster;
using test::Outcome;
using test::Project;
using test::Running;

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using Words = std::vector<std::string>;

int number_of(const char* name, int fallback) {
  const char* text = std::getenv(name);
  return text == nullptr ? fallback : std::atoi(text);
}

// Adds 1 to `y` of random rows, and inserts and deletes rows of its own, for as long as it lives. It counts what was
// committed.
class Writers {
 public:
  Writers(const Project& project, int rows) {
    for (int i = 0; i < 2; ++i) threads_.emplace_back([this, &project, rows, i] { work(project, rows, i); });
  }
  ~Writers() { end(); }
  void end() {
    stop_ = true;
    threads_.clear();
  }
  // Statements whose commit was told, and those of which nobody knows.
  std::int64_t sure() const { return sure_; }
  std::int64_t unsure() const { return unsure_; }

 private:
  void work(const Project& project, int rows, int number) {
    std::mt19937 random(static_cast<unsigned>(number));
    while (!stop_) {
      bool sent = false;
      try {
        db::Connection connection = project.connect();
        while (!stop_) {
          const std::string id = std::to_string(1 + random() % static_cast<unsigned>(rows));
          sent = true;
          connection.query("UPDATE t SET y = y + 1 WHERE id = " + id);
          sent = false;
          ++sure_;
          std::this_thread::sleep_for(milliseconds(2));
        }
      } catch (const base::Error& error) {
        if (sent && error.sqlstate != "40P01") ++unsure_;
        std::this_thread::sleep_for(milliseconds(5));
      }
    }
  }

  std::atomic<bool> stop_{false};
  std::atomic<std::int64_t> sure_{0};
  std::atomic<std::int64_t> unsure_{0};
  std::vector<std::jthread> threads_;
};

class Killer {
 public:
  Killer(Project& project, Cluster& cluster, std::mt19937& random)
      : project_(project), cluster_(cluster), random_(random) {}

  // Runs the command to its end, killing it `kills` times at moments up to `spread` after its start. Runs that ended
  // by themselves before their kill do not count.
  void run(const Words& command, int kills, milliseconds spread) {
    for (int done = 0; done < kills;) {
      Running run = project_.start(command);
      const auto moment = Clock::now() + milliseconds(20 + random_() % static_cast<unsigned>(spread.count()));
      while (Clock::now() < moment && !run.ended()) std::this_thread::sleep_for(milliseconds(1));
      if (run.ended()) {
        if (run.wait().exit_code == 0) break;
        continue;
      }
      ++done;
      kill(run);
      run.wait();
    }
    Outcome outcome = project_.run(command);
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  }
  std::string text() const {
    std::string out;
    for (const auto& [kind, number] : kills_) out += kind + " " + std::to_string(number) + " ";
    return out;
  }

 private:
  void kill(Running& run) {
    const auto how = random_() % 10;
    if (how < 4) {
      ++kills_["SIGKILL"];
      run.signal(SIGKILL);
    } else if (how < 7) {  // one backend, or all of them
      ++kills_["backends"];
      const std::string most = how == 4 ? " LIMIT 1" : "";
      project_.query(
          "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE application_name = "
          "'barqdb' AND datname = current_database() ORDER BY random()" +
          most + ") AS b");
      if (how == 4) run.signal(SIGINT);
    } else if (how < 9) {
      ++kills_["server"];
      cluster_.stop_immediate();
      cluster_.start();
    } else {
      ++kills_["SIGINT"];
      run.signal(SIGINT);
    }
  }

  Project& project_;
  Cluster& cluster_;
  std::mt19937& random_;
  std::map<std::string, int> kills_;
};

}  // namespace

TEST_CASE("killed at random moments: an update, an upsert and a copy do every row once, and writers lose nothing") {
  const unsigned seed = test::chosen_seed();
  const int kills = number_of("BARQDB_SOAK", 4);
  constexpr int rows = 200'000;
  MESSAGE("BARQDB_SOAK=" << kills);
  std::mt19937 random(seed);
  Cluster cluster;
  Project project(cluster);
  project.query("CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL DEFAULT 0, y bigint NOT NULL DEFAULT 0)");
  project.query("INSERT INTO t SELECT g FROM generate_series(1, " + std::to_string(rows) + ") g");
  project.query("CREATE TABLE u (id int PRIMARY KEY, v int)");
  project.query("INSERT INTO u SELECT g * 2, -1 FROM generate_series(1, 25000) g");
  project.query("CREATE TABLE w (LIKE t INCLUDING ALL)");
  project.query("CREATE TABLE plain (v int NOT NULL)");
  project.query("VACUUM ANALYZE");
  std::string csv = "id,v\n", plain = "v\n";
  for (int i = 1; i <= 50'000; ++i) {
    csv += std::to_string(i) + "," + std::to_string(i * 7 % 1000) + "\n";
    plain += std::to_string(i) + "\n";
  }
  const std::string csv_file = project.write("u.csv", csv), plain_file = project.write("p.csv", plain);

  Killer killer(project, cluster, random);
  // Slow enough that it takes all the kills to come to the end.
  const auto rate = [&](int count, int spread_ms) {
    return std::to_string(count * 2000LL / (static_cast<std::int64_t>(kills) * spread_ms) + 1);
  };
  {
    Writers writers(project, rows);
    killer.run({"batch", "update", "--table", "t", "--set", "x = x + 1", "--jobs", "4", "--chunk-time", "20ms",
                "--max-rate", rate(rows, 700)},
               kills, milliseconds(700));
    writers.end();
    CHECK(project.text("SELECT count(*) FROM t WHERE x = 1") == std::to_string(rows));
    CHECK(project.text("SELECT count(*) FROM t WHERE x <> 1") == "0");
    const auto written = std::stoll(project.text("SELECT sum(y) FROM t"));
    CHECK(written >= writers.sure());
    CHECK(written <= writers.sure() + writers.unsure());
    CHECK(writers.sure() > 0);
  }
  killer.run({"batch", "upsert", csv_file, "--table", "u", "--max-rate", rate(50'000, 500)}, kills, milliseconds(500));
  CHECK(project.text("SELECT count(*) || ' ' || sum(id) || ' ' || count(*) FILTER (WHERE v <> id * 7 % 1000) FROM u") ==
        "50000 1250025000 0");
  killer.run({"batch", "insert", plain_file, "--table", "plain", "--max-rate", rate(50'000, 500)}, kills,
             milliseconds(500));
  CHECK(project.text("SELECT count(*) || ' ' || sum(v) || ' ' || count(DISTINCT v) FROM plain") ==
        "50000 1250025000 50000");
  killer.run({"batch", "copy", "--from", "t", "--to", "w", "--move", "--jobs", "2", "--chunk-time", "20ms",
              "--max-rate", rate(rows, 700)},
             kills, milliseconds(700));
  CHECK(project.text("SELECT (SELECT count(*) FROM t) || ' ' || count(*) || ' ' || sum(id) || ' ' || sum(x) FROM w") ==
        "0 200000 20000100000 200000");
  MESSAGE("kills: " << killer.text());
}
