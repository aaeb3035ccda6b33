// A strong lock on a busy table: what the table's other clients feel of it. With BARQDB_LONG in the environment:
// sixteen clients, a reader of ten seconds, and the lock timeout that is the default.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <future>
#include <thread>

#include "support/blocker.hpp"

using namespace barqdb::test;
using barqdb::db::Connection;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

const bool at_length = std::getenv("BARQDB_LONG") != nullptr;
const milliseconds lock_timeout{at_length ? 200 : 400};
const int clients = at_length ? 16 : 4;
const std::string reading_time = at_length ? "10" : "4";

// Clients that read one row after the other until they are stopped; remember the longest wait of each.
class Readers {
 public:
  explicit Readers(const Project& project) {
    for (int i = 0; i < clients; ++i) {
      threads_.push_back(std::async(std::launch::async, [this, connection = project.connect()]() mutable {
        milliseconds longest{0};
        for (int key = 0; !stop_; ++key) {
          const auto began = Clock::now();
          connection.query("SELECT b FROM t WHERE a = " + std::to_string(key % 500));
          longest = std::max(longest, std::chrono::duration_cast<milliseconds>(Clock::now() - began));
          ++reads_;
          std::this_thread::sleep_for(milliseconds(2));  // think time: the machine has other work, too
        }
        return longest;
      }));
    }
  }
  ~Readers() { stop_ = true; }
  milliseconds longest_wait() {
    stop_ = true;
    milliseconds longest{0};
    for (auto& thread : threads_) longest = std::max(longest, thread.get());
    return longest;
  }
  int reads() const { return reads_; }

 private:
  std::atomic<bool> stop_{false};
  std::atomic<int> reads_{0};
  std::vector<std::future<milliseconds>> threads_;
};

void with_table(const Project& project) {
  project.query(
      "CREATE TABLE t (a int PRIMARY KEY, b text); INSERT INTO t SELECT i, 'x' || i FROM generate_series(0, 499) AS i");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - sql: {up: ALTER TABLE t ADD COLUMN c text, down: ALTER TABLE t DROP COLUMN c}\n");
  project.set_online("lock_timeout: " + std::to_string(lock_timeout.count()) + "ms, lock_budget: 30s");
}

const char* const has_column =
    "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'c')::text";

}  // namespace

TEST_CASE("a long reader and a column to add: no short reader waits longer than the lock timeout and 250 ms") {
  Project project(logged_cluster());
  with_table(project);
  Connection watcher = project.connect();
  std::future<void> reader = std::async(std::launch::async, [connection = project.connect()]() mutable {
    connection.query("SELECT pg_sleep(" + reading_time + ") FROM t LIMIT 1");
  });
  await(watcher,
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = "
        "current_database())");
  Readers readers(project);
  const Outcome outcome = project.run({"upgrade", "head"});
  reader.get();
  const milliseconds longest = readers.longest_wait();
  MESSAGE("longest wait " << longest.count() << " ms of " << readers.reads() << " reads; "
                          << count(outcome.err, "attempt ") << " further attempts");
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(project.text(has_column) == "true");
  CHECK(longest <= lock_timeout + milliseconds(250));
  CHECK(longest >= milliseconds(50));  // the attempts were felt: otherwise this proves nothing
  CHECK(count(outcome.err, "attempt ") >= 2);
}

TEST_CASE("the lock budget: exit 5, the table as it was, and the next run goes on") {
  Project project(logged_cluster());
  with_table(project);
  Blocker reader(project, "SELECT count(*) FROM t");
  Readers readers(project);
  const auto began = Clock::now();
  const Outcome outcome = project.run({"upgrade", "head", "--lock-budget", "1s"});
  const auto passed = std::chrono::duration_cast<milliseconds>(Clock::now() - began);
  const milliseconds longest = readers.longest_wait();
  MESSAGE("gave up after " << passed.count() << " ms; longest wait " << longest.count() << " ms");
  CHECK(outcome.exit_code == 5);
  CHECK_MESSAGE(has(outcome.err, "pid " + std::to_string(reader.pid())), outcome.err);
  CHECK(passed < milliseconds(4000));
  CHECK(longest <= lock_timeout + milliseconds(250));
  CHECK(project.text(has_column) == "false");
  CHECK(project.text("SELECT count(*) FROM barqdb.revision") == "0");
  reader.release();
  CHECK(project.run({"upgrade", "head"}).exit_code == 0);
  CHECK(project.text(has_column) == "true");
}
