// Random kills of upgrades and downgrades on a database at work; BARQDB_SOAK is the number of rounds, BARQDB_SEED
// repeats one (scripts/soak).
#include <doctest/doctest.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <thread>

#include "base/error.hpp"
#include "support/blocker.hpp"
#include "support/seed.hpp"

using namespace barqdb;
using namespace barqdb::test;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

int rounds() {
  const char* text = std::getenv("BARQDB_SOAK");
  return text == nullptr ? 10 : std::atoi(text);
}

void with_chain(const Project& project) {
  project.query(R"(CREATE TABLE t (a bigint PRIMARY KEY, b text, at timestamptz DEFAULT now());
INSERT INTO t SELECT i, md5(i::text) FROM generate_series(1, 30000) AS i; CREATE INDEX idx_old ON t (at);
CREATE TABLE u (a bigint, b text); INSERT INTO u SELECT i, md5(i::text) FROM generate_series(1, 20000) AS i;
CREATE TABLE p (a int, b text) PARTITION BY RANGE (a);
CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (5000); CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (5000) TO (10000);
INSERT INTO p SELECT i, md5(i::text) FROM generate_series(0, 9999) AS i)");
  const std::vector<std::string> steps = {
      "sql: {up: ALTER TABLE t ADD COLUMN c int, down: ALTER TABLE t DROP COLUMN c}\n"
      "  - create_index: {name: idx_t_b, table: t, columns: [b]}",
      "create_index: {name: idx_t_part, table: t, columns: [at], where: a > 100}\n"
      "  - create_index: {name: idx_u, table: u, columns: [a], unique: true, comment: ours}",
      "drop_index: idx_old\n  - create_index: {name: idx_t_brin, table: t, columns: [at], method: brin}",
      "create_index: {name: idx_p, table: p, columns: [b]}\n  - analyze: [t, p]"};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    project.write("00" + std::to_string(i + 1) + ".yaml",
                  "revision: \"00" + std::to_string(i + 1) + "\"\ndown_revision: " +
                      (i == 0 ? "null" : "\"00" + std::to_string(i) + "\"") + "\nsteps:\n  - " + steps[i] + "\n");
  }
}

// Clients that write, sometimes in transactions that last; they come back after every crash of the server.
class Load {
 public:
  explicit Load(const Project& project) {
    for (unsigned i = 0; i < 3; ++i) threads_.emplace_back([this, &project, i] { work(project, i); });
  }
  ~Load() { stop_ = true; }
  int statements() const { return done_; }

 private:
  void work(const Project& project, unsigned id) {
    std::mt19937 random(id);
    for (std::int64_t key = 1'000'000LL * (id + 1); !stop_;) {
      try {
        db::Connection connection = project.connect();
        while (!stop_) {
          connection.query("BEGIN");
          connection.query("INSERT INTO t VALUES (" + std::to_string(++key) + ", 'new')");
          connection.query("UPDATE t SET b = 'x' WHERE a = " + std::to_string(random() % 30000));
          connection.query("UPDATE p SET b = 'x' WHERE a = " + std::to_string(random() % 10000));
          std::this_thread::sleep_for(milliseconds(random() % 40));  // the time that a client thinks
          connection.query("COMMIT");
          done_ += 3;
        }
      } catch (const base::Error&) {  // killed with the server, or a deadlock: again
        std::this_thread::sleep_for(milliseconds(5));
      }
    }
  }

  std::atomic<bool> stop_{false};
  std::atomic<int> done_{0};
  std::vector<std::jthread> threads_;
};

const char* const state = R"(
SELECT (SELECT string_agg(indexrelid::regclass::text || ': ' || pg_get_indexdef(indexrelid)
         || coalesce(obj_description(indexrelid), '') || (indisvalid AND indisready AND indislive)::text, E'\n'
         ORDER BY indexrelid::regclass::text)
        FROM pg_index WHERE indrelid IN ('t'::regclass, 'u'::regclass, 'p'::regclass, 'p_1'::regclass, 'p_2'::regclass))
  || (SELECT string_agg(attname, ',' ORDER BY attname) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0
      AND NOT attisdropped)
  || (SELECT coalesce(string_agg(revision, ',' ORDER BY revision), '') FROM barqdb.revision)
  || (SELECT count(*) FROM barqdb.step WHERE open))";

}  // namespace

TEST_CASE("random kills on a loaded database: every time the same command ends where an undisturbed run does") {
  std::mt19937 random(chosen_seed());
  MESSAGE("BARQDB_SOAK=" << rounds());
  Cluster cluster({"log_line_prefix = '%p %d %a> '", "deadlock_timeout = 200ms"});
  Project project(cluster);
  with_chain(project);
  const std::vector<std::string> up = {"upgrade", "head", "--jobs", "2"};
  const std::vector<std::string> down = {"downgrade", "base"};

  std::map<bool, std::string> expected;
  std::map<bool, milliseconds> lasted;
  for (const bool upward : {true, false}) {
    const auto began = Clock::now();
    const Outcome outcome = project.run(upward ? up : down);
    REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
    lasted[upward] = std::chrono::duration_cast<milliseconds>(Clock::now() - began);
    expected[upward] = project.text(state);
  }

  int divergences = 0;
  std::map<std::string, int> kills;
  Load load(project);
  for (int round = 1; round <= rounds(); ++round) {
    const bool upward = round % 2 == 1;
    const std::vector<std::string>& command = upward ? up : down;
    const int times = 1 + static_cast<int>(random() % 3);
    for (int kill = 0; kill < times; ++kill) {
      Running run = project.start(command);
      // Under load a run takes longer than without: up to three times as long is aimed at.
      const auto moment = Clock::now() + milliseconds(random() % static_cast<unsigned>(3 * lasted[upward].count()));
      while (Clock::now() < moment && !run.ended()) std::this_thread::sleep_for(milliseconds(1));
      if (run.ended()) break;
      const auto how = random() % 10;
      if (how < 5) {
        ++kills["SIGKILL"];
        run.signal(SIGKILL);
      } else if (how < 7) {
        ++kills["SIGINT"];
        run.signal(SIGINT);
      } else if (how < 9) {
        ++kills["sessions"];
        end_sessions(project);
      } else {
        ++kills["server"];
        cluster.stop_immediate();
        cluster.start();
      }
      run.wait();
    }
    const Outcome outcome = project.run(command);
    const bool same = outcome.exit_code == 0 && project.text(state) == expected[upward];
    CHECK_MESSAGE(outcome.exit_code == 0, "round " << round << ", " << command[0] << ":\n" << outcome.err);
    CHECK_MESSAGE(project.text(state) == expected[upward], "round " << round << ", " << command[0]);
    if (!same) {
      ++divergences;
      break;  // what follows would only repeat it
    }
  }
  std::string text;
  for (const auto& [kind, number] : kills) text += kind + " " + std::to_string(number) + ", ";
  MESSAGE("kills: " << text << "divergences: " << divergences << ", statements of the load: " << load.statements());
}
