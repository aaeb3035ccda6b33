#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/cluster.hpp"
#include "support/program.hpp"
#include "support/project.hpp"

using namespace barqdb;

namespace {

struct Bench {
  explicit Bench(test::Cluster& cluster_ = test::Cluster::shared())
      : cluster(cluster_), database(cluster.create_database()), connection(cluster.connect(database)) {
    profile =
        folder.write("profile.yaml", "url: \"" + cluster.conninfo(database) +
                                         "\"\nreport: {min_evidence: 0, min_size: 0}\nmigrations: " + folder.path() +
                                         "/migrations\n");
  }
  test::Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--profile", profile});
    return test::barqdb(arguments);
  }
  std::string indexes() {
    return std::string(connection
                           .query("SELECT string_agg(indexdef, '; ' ORDER BY indexdef) FROM pg_indexes "
                                  "WHERE schemaname NOT IN ('pg_catalog', 'barqdb')")
                           .text(0, 0));
  }
  // A table in use, with one index that is used and others that are not.
  void make_table() {
    connection.query(
        "CREATE SCHEMA \"My Schema\"; CREATE TABLE t (a int, b int, c int, d int UNIQUE); CREATE INDEX used ON t (a);"
        "CREATE INDEX idle_one ON t (b); CREATE INDEX idle_two ON t (c) WHERE c > 0;"
        "CREATE TABLE \"My Schema\".\"T\" (a int); CREATE INDEX \"Odd \"\"name\" ON \"My Schema\".\"T\" (a);"
        "INSERT INTO t SELECT g, g, g, g FROM generate_series(1, 3000) AS g;"
        "INSERT INTO \"My Schema\".\"T\" SELECT generate_series(1, 3000); ANALYZE");
    connection.query("SET enable_seqscan = off");
    connection.query("SELECT * FROM t WHERE a = 5");
    if (connection.server_version() >= 150000) connection.query("SELECT pg_stat_force_next_flush()");
    connection.query("SELECT 1");
  }

  test::Cluster& cluster;
  std::string database;
  db::Connection connection;
  test::TemporaryFolder folder;
  std::string profile;
};

std::string read(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path.substr(0, path.find('\n'))).rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("verdicts become a revision that drops, and the way back restores") {
  Bench bench;
  if (bench.connection.server_version() < 150000) return;
  bench.make_table();
  bench.folder.write("migrations/007.sql",
                     "-- revision: \"007\"\n-- down_revision: null\n-- description: base\n\n"
                     "-- barqdb:up\nSELECT 1;\n-- barqdb:down\nSELECT 1;\n");
  bench.connection.query("CREATE INDEX idle_rest ON t ((a % 7)); ANALYZE t");
  const auto statistics = [&] { return bench.connection.query("SELECT count(*) FROM pg_statistic_ext").integer(0, 0); };
  const std::string before = bench.indexes();
  const test::Outcome written = bench.run({"retire", "--check", "index.unused"});
  INFO(written.err);
  REQUIRE(written.exit_code == 0);
  CHECK(written.out.find("/migrations/008_retire_4_indexes.yaml\n") != std::string::npos);
  const std::string text = read(written.out);
  INFO(text);
  CHECK(text.find("down_revision: \"007\"") != std::string::npos);
  CHECK(text.find("# index.unused (drop): 0 scans") != std::string::npos);
  CHECK(text.find("# was: CREATE INDEX idle_two ON public.t USING btree (c) WHERE (c > 0)") != std::string::npos);
  CHECK(text.find("- drop_index: \"public.idle_one\"") != std::string::npos);
  CHECK(bench.indexes() == before);  // nothing is dropped yet

  const test::Outcome up = bench.run({"upgrade", "head"});
  INFO(up.err);
  REQUIRE(up.exit_code == 0);
  CHECK(bench.indexes().find("idle") == std::string::npos);
  CHECK(bench.indexes().find("Odd") == std::string::npos);
  CHECK(bench.indexes().find("INDEX used") != std::string::npos);
  CHECK(statistics() == 1);  // of the expression, so that the planner's estimates stay
  REQUIRE(bench.run({"downgrade", "-1"}).exit_code == 0);
  CHECK(statistics() == 0);
  CHECK(bench.indexes() == before);
}

TEST_CASE("--min-evidence is that of the report") {
  Bench bench;
  if (bench.connection.server_version() < 150000) return;
  bench.make_table();
  CHECK(bench.run({"retire", "idle_one", "--min-evidence", "400d"}).exit_code == 4);
  CHECK(bench.run({"retire", "idle_one", "--min-evidence", "0"}).exit_code == 0);
  CHECK(bench.run({"retire", "idle_two", "--min-evidence", "soon"}).exit_code == 2);
}

TEST_CASE("what is not offered is refused, unless it is forced by name; constraints always are") {
  Bench bench;
  if (bench.connection.server_version() < 150000) return;
  bench.make_table();
  CHECK(bench.run({"retire"}).exit_code == 2);
  CHECK(bench.run({"retire", "used", "--check", "index.unused"}).exit_code == 2);
  CHECK(bench.run({"retire", "no_such_index"}).exit_code == 2);
  const test::Outcome refused = bench.run({"retire", "idle_one", "used", "t_d_key"});
  CHECK(refused.exit_code == 4);
  CHECK(refused.err.find("public.used is not offered for dropping") != std::string::npos);
  CHECK(refused.err.find("public.t_d_key backs a constraint") != std::string::npos);  // all that is wrong at once
  const test::Outcome unknown = bench.run({"retire", "no_such_index", "idle_one", "nor_this"});
  CHECK(unknown.exit_code == 2);
  CHECK(unknown.err.find("'no_such_index'") != std::string::npos);
  CHECK(unknown.err.find("'nor_this'") != std::string::npos);
  const test::Outcome constraint = bench.run({"retire", "t_d_key", "--force"});
  CHECK(constraint.exit_code == 4);
  CHECK(constraint.err.find("backs a constraint") != std::string::npos);
  CHECK(test::run_program({"ls", bench.folder.path() + "/migrations"}).exit_code != 0);  // nothing was written

  const test::Outcome forced = bench.run({"retire", "used", "--force", "-m", "used no more"});
  INFO(forced.err);
  REQUIRE(forced.exit_code == 0);
  CHECK(read(forced.out).find("retired by --force") != std::string::npos);
  CHECK(read(forced.out).find("description: \"used no more\"") != std::string::npos);
  const test::Outcome none = bench.run({"retire", "--check", "index.bloat"});
  CHECK(none.exit_code == 0);
  CHECK(none.out.empty());
}

TEST_CASE("the proof plans remembered statements without the index, and counts no use itself") {
  test::Cluster cluster({"shared_preload_libraries = 'pg_stat_statements'"});
  Bench bench(cluster);
  auto& db = bench.connection;
  if (db.server_version() < 150000) return;
  bench.make_table();
  db.query("CREATE EXTENSION pg_stat_statements; SELECT pg_stat_statements_reset()");
  // A statement that an idle index would serve, and whose scans a reset made forgotten.
  db.query("SELECT count(*) FROM t WHERE b = $1", {std::string("5")});
  db.query("SELECT count(*) FROM t WHERE d > $1", {std::string("5")});
  db.query("SELECT pg_stat_force_next_flush()");
  db.query("SELECT 1");
  db.query("SELECT pg_stat_reset()");
  db.query("SET enable_seqscan = on; UPDATE t SET c = c; SET enable_seqscan = off");  // a table in use
  db.query("SELECT pg_stat_force_next_flush()");
  db.query("SELECT 1");
  bench.run({"index-report"});
  const auto scans = [&] { return db.query("SELECT sum(idx_scan)::bigint FROM pg_stat_user_indexes").integer(0, 0); };
  const std::int64_t before = scans();

  const test::Outcome needed = bench.run({"retire", "idle_one", "--prove"});
  INFO(needed.err);
  CHECK(needed.exit_code == 4);
  CHECK(needed.err.find("what-if") != std::string::npos);
  const test::Outcome idle = bench.run({"retire", "idle_two", "--prove"});
  INFO(idle.err);
  REQUIRE(idle.exit_code == 0);
  CHECK(read(idle.out).find("what-if: none of") != std::string::npos);
  const test::Outcome report = bench.run({"index-report", "--what-if", "--format", "json"});
  CHECK(report.out.find("\"what_if_worst_factor\"") != std::string::npos);

  // Each does the work of the other, and without both there is none.
  db.query("CREATE INDEX one ON t (b, c); CREATE INDEX two ON t (b, d); DROP INDEX idle_one");
  bench.run({"index-report"});
  const test::Outcome alone = bench.run({"retire", "one", "--prove", "--force"});
  REQUIRE_MESSAGE(alone.exit_code == 0, alone.err);
  std::filesystem::remove(alone.out.substr(0, alone.out.find('\n')));
  const test::Outcome together = bench.run({"retire", "one", "two", "--prove"});
  CHECK(together.exit_code == 4);
  CHECK_MESSAGE(together.err.find("what-if: without all 2 the worst of") != std::string::npos, together.err);
  const test::Outcome forced = bench.run({"retire", "one", "two", "--prove", "--force"});
  REQUIRE_MESSAGE(forced.exit_code == 0, forced.err);
  CHECK(read(forced.out).find("# what-if: without all 2 the worst of") != std::string::npos);

  CHECK(scans() == before);
  CHECK(db.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid").integer(0, 0) == 0);

  db.query("CREATE ROLE plain LOGIN; GRANT pg_monitor TO plain");
  bench.folder.write("profile.yaml", "url: \"" + cluster.conninfo(bench.database, "plain") +
                                         "\"\nreport: {min_evidence: 0, min_size: 0}\n");
  const test::Outcome plain = bench.run({"index-report", "--what-if"});
  CHECK(plain.exit_code == 0);
  CHECK(plain.out.find("only a superuser can hide an index") != std::string::npos);
}

TEST_CASE("an index does not go together with the one that stays for it, by force neither") {
  Bench bench;
  if (bench.connection.server_version() < 150000) return;
  bench.make_table();
  bench.connection.query(
      "CREATE INDEX wide ON t (a, b, c); CREATE INDEX used_twin ON t (a);"
      "CREATE TABLE p (a int, b int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);"
      "CREATE INDEX p_ab ON p (a, b); CREATE INDEX p1_a ON p1 (a); INSERT INTO p SELECT g % 9, g FROM "
      "generate_series(1, 3000) g; ANALYZE");
  const test::Outcome both = bench.run({"retire", "wide", "used", "used_twin", "--force"});
  CHECK(both.exit_code == 4);
  for (const char* index : {"public.used may go", "public.used_twin may go"})
    CHECK_MESSAGE(both.err.find(index) != std::string::npos, both.err);
  CHECK(both.err.find("because public.wide serves all that it serves, and that one is to go as well") !=
        std::string::npos);
  CHECK(both.err.find("leave one of the two out") != std::string::npos);
  const test::Outcome part = bench.run({"retire", "p_ab", "p1_a", "--force"});  // stays as a part of p_ab
  CHECK(part.exit_code == 4);
  CHECK_MESSAGE(part.err.find("because public.p_ab serves") != std::string::npos, part.err);
  CHECK(test::run_program({"ls", bench.folder.path() + "/migrations"}).exit_code != 0);
  const test::Outcome fine = bench.run({"retire", "used", "used_twin"});
  CHECK_MESSAGE(fine.exit_code == 0, fine.err);
}

TEST_CASE("what a pending revision drops is not written a second time") {
  Bench bench;
  if (bench.connection.server_version() < 150000) return;
  bench.make_table();
  bench.folder.write("migrations/007.sql",
                     "-- revision: \"007\"\n-- down_revision: null\n\n-- barqdb:up\nDROP INDEX idle_two;\n"
                     "-- barqdb:down\nSELECT 1;\n");
  const test::Outcome first = bench.run({"retire", "idle_one"});
  REQUIRE_MESSAGE(first.exit_code == 0, first.err);
  const test::Outcome again = bench.run({"retire", "idle_one", "idle_two"});
  CHECK(again.exit_code == 4);
  for (const char* text :
       {"public.idle_one is dropped by revision 008 already", "public.idle_two is dropped by revision 007"})
    CHECK_MESSAGE(again.err.find(text) != std::string::npos, again.err);
  const test::Outcome rest = bench.run({"retire", "--check", "index.unused"});
  REQUIRE_MESSAGE(rest.exit_code == 0, rest.err);
  CHECK(rest.err.find("public.idle_one is dropped by revision 008 already, which is not applied yet") !=
        std::string::npos);
  CHECK(read(rest.out).find("idle_") == std::string::npos);  // the other schema's alone
  const test::Outcome none = bench.run({"retire", "--check", "index.unused"});
  CHECK(none.exit_code == 0);
  CHECK(none.out.empty());
  REQUIRE(bench.run({"upgrade", "head"}).exit_code == 0);
  bench.connection.query("CREATE INDEX idle_one ON t (b)");  // applied, and somebody made it again
  const test::Outcome anew = bench.run({"retire", "idle_one", "--force"});
  CHECK_MESSAGE(anew.exit_code == 0, anew.err);
}
