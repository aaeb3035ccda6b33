#include <doctest/doctest.h>

#include "support/cluster.hpp"
#include "support/program.hpp"

// stamp, and the ledger in a schema that somebody else made.

using namespace barqdb;

namespace {

class Database {
 public:
  Database() : name_(test::Cluster::shared().create_database()), connection_(test::Cluster::shared().connect(name_)) {
    for (const char* id : {"001", "002"}) {
      const std::string parent = std::string(id) == "001" ? "null" : "\"001\"";
      write(id, parent, "SELECT 1");
    }
  }

  void write(const std::string& id, const std::string& parent, const std::string& sql) const {
    folder_.write(id + ".yaml", "revision: \"" + id + "\"\ndown_revision: " + parent + "\nsteps:\n  - sql: {up: \"" +
                                    sql + "\", down: \"SELECT 1\"}\n");
  }
  test::Outcome run(std::vector<std::string> words, const std::string& user = "postgres") const {
    const std::vector<std::string> globals = {"--migrations", folder_.path(), "--database-url",
                                              test::Cluster::shared().conninfo(name_, user)};
    words.insert(words.end(), globals.begin(), globals.end());
    return test::barqdb(words);
  }
  db::Connection& connection() { return connection_; }
  std::string applied_at(const std::string& id) {
    return std::string(
        connection_.query("SELECT applied_at::text FROM barqdb.revision WHERE revision = $1", {id}).text(0, 0));
  }

 private:
  std::string name_;
  db::Connection connection_;
  test::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("stamping again accepts an edited file and leaves the dates of the others") {
  Database database;
  REQUIRE(database.run({"upgrade", "head"}).exit_code == 0);
  const std::string first = database.applied_at("001"), second = database.applied_at("002");
  database.write("002", "\"001\"", "SELECT 2");
  CHECK(database.run({"current"}).exit_code == 4);
  CHECK(database.run({"stamp", "head"}).exit_code == 0);
  CHECK(database.run({"current", "--check"}).exit_code == 0);
  CHECK(database.applied_at("001") == first);
  CHECK(database.applied_at("002") != second);
}

TEST_CASE("stamping an earlier revision makes the later ones pending") {
  Database database;
  REQUIRE(database.run({"stamp", "head"}).exit_code == 0);
  REQUIRE(database.run({"stamp", "001"}).exit_code == 0);
  const test::Outcome outcome = database.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.starts_with("upgraded 1 revision"));
}

TEST_CASE("a role that may not create schemas uses the one that was made for it") {
  Database database;
  test::Cluster& cluster = test::Cluster::shared();
  cluster.connect().query(
      "DO $$ BEGIN IF to_regrole('ledger_test') IS NULL THEN CREATE ROLE ledger_test LOGIN; END IF; END $$");
  const test::Outcome refused = database.run({"upgrade", "head"}, "ledger_test");
  CHECK(refused.exit_code == 3);
  CHECK(refused.err.find("hint: barqdb keeps its tables in a schema: GRANT CREATE ON DATABASE") != std::string::npos);
  database.connection().query("CREATE SCHEMA barqdb; GRANT USAGE ON SCHEMA barqdb TO ledger_test");
  const test::Outcome with_schema = database.run({"upgrade", "head"}, "ledger_test");
  CHECK(with_schema.exit_code == 3);
  CHECK(with_schema.err.find("GRANT USAGE, CREATE ON SCHEMA barqdb") != std::string::npos);
  database.connection().query("GRANT CREATE ON SCHEMA barqdb TO ledger_test");
  CHECK(database.run({"upgrade", "head"}, "ledger_test").exit_code == 0);
}

TEST_CASE("a second role makes the lease beside the first one's ledger, where it may") {
  Database database;
  test::Cluster::shared().connect().query(
      "DO $$ BEGIN IF to_regrole('ledger_second') IS NULL THEN CREATE ROLE ledger_second LOGIN; END IF; END $$");
  REQUIRE(database.run({"upgrade", "001"}).exit_code == 0);
  database.connection().query(
      "GRANT USAGE ON SCHEMA barqdb TO ledger_second; "
      "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA barqdb TO ledger_second");
  const test::Outcome refused = database.run({"upgrade", "head", "--lock-mode", "lease"}, "ledger_second");
  CHECK(refused.exit_code == 3);
  CHECK(refused.err.find("GRANT USAGE, CREATE ON SCHEMA barqdb") != std::string::npos);
  database.connection().query("GRANT CREATE ON SCHEMA barqdb TO ledger_second");
  const test::Outcome outcome = database.run({"upgrade", "head", "--lock-mode", "lease"}, "ledger_second");
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
}
