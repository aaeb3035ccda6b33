#include <doctest/doctest.h>
#include <signal.h>

#include "support/project.hpp"

// A batch that was cut off, and a command that is nearly the same.

using namespace barqdb;
using test::has;
using test::Outcome;
using test::Project;
using test::Running;

namespace {

using Words = std::vector<std::string>;

class WithRows : public Project {
 public:
  WithRows() : Project(test::Cluster::shared()) {
    query("CREATE TABLE t (id int PRIMARY KEY, x int NOT NULL DEFAULT 0, y int, other int NOT NULL UNIQUE)");
    query("INSERT INTO t SELECT g, 0, 0, -g FROM generate_series(1, 6000) g; ANALYZE t");
  }
  // Killed when some rows are done.
  void cut_off(const Words& words) {
    db::Connection connection = connect();
    Words slow = words;
    slow.insert(slow.end(), {"--max-rate", "3000", "--jobs", "2"});
    Running run = start(slow);
    test::await(connection, "SELECT to_regclass('barqdb.batch_lane') IS NOT NULL");
    test::await(connection, "SELECT coalesce(sum(rows), 0) > 500 FROM barqdb.batch_lane");
    run.signal(SIGKILL);
    run.wait();
    CHECK(text("SELECT state FROM barqdb.batch") == "running");
  }
  std::string batches() const { return text("SELECT count(*) FROM barqdb.batch"); }
};

const Words plus_one = {"batch", "update", "--table", "t", "--set", "x = x + 1"};

Words with(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

void fine(const Project& project, const Words& words) {
  const Outcome outcome = project.run(words);
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out << outcome.err);
}

// The message.
std::string refused(const Project& project, const Words& words) {
  const Outcome outcome = project.run(words);
  CHECK_MESSAGE(outcome.exit_code == 4, outcome.out << outcome.err);
  return outcome.err;
}

}  // namespace

TEST_CASE("typed again without its backup table, or with another one, a batch does not begin anew") {
  WithRows project;
  project.cut_off(with(plus_one, {"--backup-table", "t_old"}));
  const std::string name = project.text("SELECT name FROM barqdb.batch");
  const std::string without = refused(project, plus_one);
  CHECK_MESSAGE(has(without, "begun with --backup-table t_old, this command is without --backup-table"), without);
  CHECK_MESSAGE(has(without, "barqdb batch resume " + name), without);
  CHECK_MESSAGE(has(without, "barqdb batch cancel " + name), without);
  CHECK(has(refused(project, with(plus_one, {"--backup-table", "t_old_2"})), "with --backup-table t_old_2"));
  CHECK(has(refused(project, with(plus_one, {"--beside"})), "t_old"));  // it is the same batch
  CHECK(project.text("SELECT max(x) FROM t") == "1");
  fine(project, with(plus_one, {"--backup-table", "public.t_old"}));
  CHECK(project.text("SELECT count(*) FROM t WHERE x = 1") == "6000");
  CHECK(project.text("SELECT count(*) || ' ' || sum(x) FROM t_old") == "6000 0");
  CHECK(project.batches() == "1");
}

TEST_CASE("the same in other words goes on: white space, comments, case, the table's schema, the name of the key") {
  WithRows project;
  project.cut_off(with(plus_one, {"--where", "id > 0 AND y = 0"}));
  CHECK(has(refused(project, with(plus_one, {"--where", "id > 0 AND y = 0", "--key", "t_other_key"})), "(other)"));
  fine(project, {"batch", "update", "--table", "public.t", "--set", "X=x+1 -- one more", "--where", "id>0  and y=0",
                 "--key", "t_pkey", "--jobs", "3"});
  CHECK(project.text("SELECT count(*) FROM t WHERE x = 1") == "6000");
  CHECK(project.batches() == "1");
  fine(project, with(plus_one, {"--where", "ID > 0 AND y=0"}));  // finished before
  CHECK(project.text("SELECT max(x) FROM t") == "1");
}

TEST_CASE("an update of a column that an unfinished one sets is refused, or begun beside it on purpose") {
  WithRows project;
  project.cut_off(plus_one);
  const std::string name = project.text("SELECT name FROM barqdb.batch");
  const std::string rows = project.text("SELECT sum(rows) FROM barqdb.batch_lane");
  const std::string where = refused(project, with(plus_one, {"--where", "id > 0"}));
  CHECK_MESSAGE(has(where, "the batch " + name + " on public.t sets x, too, and is not finished: " + rows + " rows"),
                where);
  CHECK_MESSAGE(has(where, "begun by: barqdb batch update --table t --set 'x = x + 1'"), where);
  CHECK_MESSAGE(has(where, "`barqdb batch resume " + name + "` goes on with it"), where);
  refused(project, {"batch", "update", "--table", "t", "--set", "y = 1, x = 1 + x"});
  CHECK(has(refused(project, with(plus_one, {"--name", "mine"})), "does the same"));
  const Outcome dry = project.run(with(plus_one, {"--where", "id > 0", "--dry-run"}));
  CHECK(dry.exit_code == 0);
  CHECK_MESSAGE(has(dry.out, "batch.unfinished"), dry.out);
  CHECK(!has(project.run(with(plus_one, {"--dry-run"})).out, "batch.unfinished"));  // it would go on
  CHECK(project.text("SELECT sum(x) FROM t") == rows);
  CHECK(project.batches() == "1");

  fine(project, {"batch", "update", "--table", "t", "--set", "y = 1"});
  fine(project, {"batch", "delete", "--table", "t", "--where", "id > 5990"});
  fine(project, {"batch", "update", "--table", "t", "--set", "x = 100", "--where", "id = 5990", "--beside"});
  fine(project, {"batch", "cancel", name});
  fine(project, {"batch", "update", "--table", "t", "--set", "x = 1", "--where", "x = 0"});
  CHECK(project.text("SELECT count(*) FILTER (WHERE x = 1) || ' ' || count(*) FILTER (WHERE x IN (100, 101)) FROM t") ==
        "5989 1");
}

TEST_CASE("a copy into the same table, and another text of the same file, are refused beside an unfinished one") {
  WithRows project;
  project.query("CREATE TABLE u (id int, x int); CREATE TABLE v (id int, x int)");
  const auto copy = [](const char* to, const Words& more) {
    return with({"batch", "copy", "--from", "t", "--columns", "id,x", "--to", to}, more);
  };
  project.cut_off(copy("u", {}));
  CHECK(has(refused(project, copy("public.u", {"--where", "id > 0"})), "copies into public.u, too"));
  fine(project, copy("v", {}));
  fine(project, copy("u", {}));
  CHECK(project.text("SELECT count(*) || ' ' || count(DISTINCT id) FROM u") == "6000 6000");

  WithRows statements;
  const std::string file = statements.write("s.sql", "UPDATE t SET x = x + 1 WHERE :chunk");
  statements.cut_off({"batch", "run", file, "--table", "t"});
  statements.write("s.sql", "UPDATE t SET x = 1 + x WHERE :chunk");
  const std::string message = refused(statements, {"batch", "run", file, "--table", "t"});
  CHECK_MESSAGE(has(message, "ran another text of the same file"), message);
  const std::string moved = statements.write("moved.sql", "UPDATE t SET x=x+1\nWHERE :chunk\n");
  fine(statements, {"batch", "run", moved, "--table", "t"});
  CHECK(statements.text("SELECT count(*) FROM t WHERE x = 1") == "6000");
}

TEST_CASE("a load goes on by whatever path its file is named, and is not begun anew by other options") {
  WithRows project;
  project.query("CREATE TABLE plain (v int, note text)");
  std::string csv = "v\n";
  for (int i = 1; i <= 12'000; ++i) csv += std::to_string(i) + "\n";
  csv += "wrong\n";
  const std::string file = project.write("p.csv", csv);
  CHECK(project.run({"batch", "insert", file, "--table", "plain"}).exit_code == 6);
  CHECK(project.text("SELECT count(*) FROM plain") == "12000");
  CHECK(has(refused(project, {"batch", "insert", file, "--table", "plain", "--columns", "v"}), "loads the same file"));
  project.write("p.csv", csv.substr(0, csv.size() - 6) + "12001\n");
  fine(project, {"batch", "insert", project.migrations() + "/../migrations/p.csv", "--table", "public.plain"});
  CHECK(project.text("SELECT count(*) || ' ' || count(DISTINCT v) FROM plain") == "12001 12001");
}

TEST_CASE("a batch that has changed nothing yet stands in nobody's way") {
  WithRows project;
  CHECK(project.run({"batch", "update", "--table", "t", "--set", "x = 1 / (x + y)"}).exit_code != 0);
  CHECK(project.batches() == "1");
  fine(project, plus_one);
  CHECK(project.text("SELECT count(*) FROM t WHERE x = 1") == "6000");
}
