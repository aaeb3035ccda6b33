// Blockers, and waiting for moments.
#include "support/blocker.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

namespace barqdb::test {

const char* const of_barqdb = "application_name = 'barqdb' AND datname = current_database()";

Blocker::Blocker(const Project& project, const std::string& sql, const std::string& isolation)
    : connection_(project.connect()) {
  connection_.query("BEGIN ISOLATION LEVEL " + isolation);
  connection_.query(sql);
}

void end_sessions(const Project& project) {
  db::Connection watcher = project.connect();
  watcher.query(std::string("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ") + of_barqdb);
  await(watcher, std::string("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE ") + of_barqdb + ")");
}

void await_output(Running& run, const std::string& words) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!has(run.output(), words)) {
    const bool late = run.ended() || std::chrono::steady_clock::now() > deadline;
    if (late && has(run.output(), words)) return;
    REQUIRE_MESSAGE(!late, "no \"" << words << "\" in:\n" << run.output());
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

void await_phase(db::Connection& watcher, const std::string& phase) {
  await(watcher,
        "SELECT EXISTS (SELECT FROM pg_stat_progress_create_index WHERE datname = current_database() AND phase = '" +
            phase + "')");
}

void check_finished(const Project& project, const std::vector<std::string>& command) {
  CHECK(project.text("SELECT count(*) FROM pg_index WHERE NOT (indisvalid AND indisready AND indislive)") == "0");
  CHECK(project.text("SELECT count(*) FROM barqdb.step WHERE open") == "0");
  const std::size_t before = project.cluster().log().size();
  const Outcome again = project.run(command);
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  for (const Logged& one : project.statements(before)) {
    CAPTURE(one.sql);
    CHECK_FALSE((one.sql.starts_with("CREATE") || one.sql.starts_with("DROP") || one.sql.starts_with("ALTER")));
  }
}

}  // namespace barqdb::test
