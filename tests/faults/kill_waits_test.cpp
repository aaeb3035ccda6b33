// Kills in every phase in which a concurrent build or drop waits for others.
#include <doctest/doctest.h>
#include <signal.h>

#include <functional>
#include <memory>
#include <optional>

#include "support/blocker.hpp"

using namespace barqdb::test;
using barqdb::db::Connection;

namespace {

void with_table(const Project& project) {
  project.query(
      "CREATE TABLE t (a int, b text); INSERT INTO t SELECT i, 'x' || i FROM generate_series(1, 300) AS i; CREATE "
      "TABLE other (c int)");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - create_index: {name: idx_a, table: t, columns: [a]}\n"
                "  - create_index: {name: idx_b, table: t, columns: [b], unique: true}\n");
}

constexpr const char* write = "UPDATE t SET a = a WHERE false";
constexpr const char* read = "SELECT count(*) FROM t";

void await_drop(Connection& watcher, int blocker) {
  await(watcher, std::string("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE ") + of_barqdb +
                     " AND query LIKE 'DROP INDEX CONCURRENTLY%' AND " + std::to_string(blocker) +
                     " = ANY (pg_blocking_pids(pid)))");
}

// Brings the run to a phase; what it returns keeps it there.
struct Phase {
  const char* name;
  const char* command;
  std::function<std::unique_ptr<Blocker>(Project&, std::optional<Running>&, Connection&)> reach;
};

const std::vector<Phase>& phases() {
  static const std::vector<Phase> all = {
      {"waiting for writers before build", "upgrade",
       [](Project& project, std::optional<Running>& run, Connection& watcher) {
         auto blocker = std::make_unique<Blocker>(project, write);
         run.emplace(project.start({"upgrade", "head"}));
         await_phase(watcher, "waiting for writers before build");
         return blocker;
       }},
      {"waiting for writers before validation", "upgrade",
       [](Project& project, std::optional<Running>& run, Connection& watcher) {
         Blocker first(project, write);
         run.emplace(project.start({"upgrade", "head"}));
         await_phase(watcher, "waiting for writers before build");
         auto second = std::make_unique<Blocker>(project, write, "READ COMMITTED");  // too late for the first wait
         first.release();
         await_phase(watcher, "waiting for writers before validation");
         return second;
       }},
      {"waiting for old snapshots", "upgrade",
       [](Project& project, std::optional<Running>& run, Connection& watcher) {
         auto blocker = std::make_unique<Blocker>(project, "SELECT count(*) FROM other");
         run.emplace(project.start({"upgrade", "head"}));
         await_phase(watcher, "waiting for old snapshots");
         return blocker;
       }},
      {"a drop before the index is dead", "downgrade",
       [](Project& project, std::optional<Running>& run, Connection& watcher) {
         auto blocker = std::make_unique<Blocker>(project, read);
         run.emplace(project.start({"downgrade", "base"}));
         await_drop(watcher, blocker->pid());
         return blocker;
       }},
      {"a drop of a dead index", "downgrade", [](Project& project, std::optional<Running>& run, Connection& watcher) {
         Blocker first(project, read);
         run.emplace(project.start({"downgrade", "base"}));
         await_drop(watcher, first.pid());
         auto second = std::make_unique<Blocker>(project, read);
         first.release();
         await_drop(watcher, second->pid());
         return second;
       }}};
  return all;
}

enum class Kill { program, sessions, server };

void kill_in(Cluster& cluster, const Phase& phase, Kill kill) {
  CAPTURE(phase.name);
  Project project(cluster);
  with_table(project);
  const bool up = std::string(phase.command) == "upgrade";
  const std::vector<std::string> command = {phase.command, up ? "head" : "base"};
  if (!up) REQUIRE(project.run({"upgrade", "head"}).exit_code == 0);
  auto watcher = std::make_unique<Connection>(project.connect());
  std::optional<Running> run;
  std::unique_ptr<Blocker> blocker = phase.reach(project, run, *watcher);

  Outcome outcome;
  if (kill == Kill::program) {
    run->signal(SIGKILL);
    run->wait();
    Running again = project.start(command);  // while the server still works for the first
    await_output(again, "waiting for");
    blocker->release();
    outcome = again.wait();
  } else {
    if (kill == Kill::sessions) {
      end_sessions(project);
    } else {
      watcher.reset();
      cluster.stop_immediate();
      cluster.start();
    }
    CHECK(run->wait().exit_code == 3);
    blocker.reset();
    outcome = project.run(command);
  }
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err << outcome.out);
  CHECK(project.index("idx_a") == (up ? "CREATE INDEX idx_a ON public.t USING btree (a)" : ""));
  CHECK(project.index("idx_b") == (up ? "CREATE UNIQUE INDEX idx_b ON public.t USING btree (b)" : ""));
  CHECK(project.text("SELECT count(*) FROM barqdb.revision") == (up ? "1" : "0"));
  check_finished(project, command);
}

}  // namespace

TEST_CASE("SIGKILL of barqdb in every wait: the orphan's result is awaited") {
  for (const Phase& phase : phases()) kill_in(logged_cluster(), phase, Kill::program);
}

TEST_CASE("the end of its sessions in every wait") {
  for (const Phase& phase : phases()) kill_in(logged_cluster(), phase, Kill::sessions);
}

TEST_CASE("a crash of the server in every wait") {
  Cluster cluster({"log_statement = all", "log_line_prefix = '%p %d %a> '"});
  for (const Phase& phase : phases()) kill_in(cluster, phase, Kill::server);
}

TEST_CASE(
    "a kill in the middle of a message that several builds share: nothing of it stays, the same command does all") {
  for (const bool of_program : {true, false}) {
    CAPTURE(of_program);
    Project project(logged_cluster());
    with_table(project);
    project.write("001.yaml",
                  "revision: \"001\"\ndown_revision: null\nsteps:\n"
                  "  - create_index: {name: idx_a, table: t, columns: [a]}\n"
                  "  - create_index: {name: idx_other, table: other, columns: [c]}\n"
                  "  - create_index: {name: idx_b, table: t, columns: [b]}\n");
    const std::vector<std::string> command = {"upgrade", "head", "--online", "never", "--lock-timeout", "60s"};
    Connection watcher = project.connect();
    Blocker blocker(project, "INSERT INTO other VALUES (1)");
    Running run = project.start(command);
    await(watcher, std::string("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE ") + of_barqdb +
                       " AND query LIKE 'CREATE INDEX idx_a %idx_b%' AND " + std::to_string(blocker.pid()) +
                       " = ANY (pg_blocking_pids(pid)))");
    if (of_program)
      run.signal(SIGKILL);
    else
      end_sessions(project);
    run.wait();
    CHECK(project.index("idx_a").empty());
    blocker.release();
    const Outcome again = project.run(command);
    CHECK_MESSAGE(again.exit_code == 0, again.err);
    for (const char* index : {"idx_a", "idx_other", "idx_b"}) CHECK_FALSE(project.index(index).empty());
    check_finished(project, command);
  }
}
