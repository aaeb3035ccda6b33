// What the plan says of a statement's locks, held against pg_locks.
#include "plan/statement_locks.hpp"

#include <doctest/doctest.h>

#include "support/project.hpp"

using namespace barqdb;
using namespace barqdb::test;

namespace {

// "AccessExclusiveLock" → its strength.
plan::LockLevel level_of(const std::string& mode) {
  static const std::map<std::string, plan::LockLevel> modes = {
      {"AccessShareLock", plan::LockLevel::access_share},
      {"RowShareLock", plan::LockLevel::row_share},
      {"RowExclusiveLock", plan::LockLevel::row_exclusive},
      {"ShareUpdateExclusiveLock", plan::LockLevel::share_update_exclusive},
      {"ShareLock", plan::LockLevel::share},
      {"ShareRowExclusiveLock", plan::LockLevel::share_row_exclusive},
      {"ExclusiveLock", plan::LockLevel::exclusive},
      {"AccessExclusiveLock", plan::LockLevel::access_exclusive}};
  return modes.at(mode);
}

using Names = std::map<std::string, std::string>;  // by oid: a table that was dropped or renamed keeps it

Names table_names(db::Connection& connection) {
  Names names;
  const db::Result rows = connection.query(
      "SELECT oid, relname FROM pg_class WHERE relname IN ('t', 'o', 'parted', 'part', 'm') AND relkind <> 'i'");
  for (std::size_t row = 0; row < rows.rows(); ++row) names.emplace(rows.text(row, 0), rows.text(row, 1));
  return names;
}

// The strongest lock on each table of the test that the open transaction holds.
std::map<std::string, plan::LockLevel> held(db::Connection& connection, const Names& names) {
  const db::Result rows =
      connection.query("SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation IS NOT NULL");
  std::map<std::string, plan::LockLevel> locks;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const auto name = names.find(std::string(rows.text(row, 0)));
    if (name == names.end()) continue;
    const plan::LockLevel level = level_of(std::string(rows.text(row, 1)));
    plan::LockLevel& strongest = locks.emplace(name->second, level).first->second;
    strongest = std::max(strongest, level);
  }
  return locks;
}

}  // namespace

TEST_CASE("the locks of a statement are those that the server takes") {
  Project project{Cluster::shared()};
  project.query(
      "CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (a int, b text, CONSTRAINT t_a CHECK (a > 0) NOT VALID);"
      "CREATE TABLE parted (x int) PARTITION BY RANGE (x); CREATE TABLE part (x int);"
      "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one; CREATE UNIQUE INDEX m_one ON m (one);"
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
      "CREATE TRIGGER old BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION touch();"
      "CREATE POLICY p ON t USING (true)");
  db::Connection connection = project.connect();
  const Names names = table_names(connection);
  const std::string statements[] = {
      "CREATE INDEX ON t (a)",
      "ALTER TABLE t ADD COLUMN c int",
      "ALTER TABLE t ADD COLUMN c int REFERENCES o",
      "ALTER TABLE t VALIDATE CONSTRAINT t_a",
      "ALTER TABLE t ALTER COLUMN a SET STATISTICS 500",
      "ALTER TABLE t SET (fillfactor = 70)",
      "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES o NOT VALID",
      "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 1) NOT VALID",
      "ALTER TABLE t DISABLE TRIGGER old",
      "ALTER TABLE parted ATTACH PARTITION part FOR VALUES FROM (1) TO (2)",
      "CREATE TABLE n PARTITION OF parted FOR VALUES FROM (5) TO (6)",
      "CREATE TABLE n (a int REFERENCES o)",
      "DROP TABLE t",
      "DROP TRIGGER old ON t",
      "DROP POLICY p ON t",
      "CREATE POLICY q ON t USING (true)",
      "CREATE TRIGGER n AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION touch()",
      "ALTER TABLE t RENAME COLUMN a TO z",
      "ALTER TABLE t RENAME TO z",
      "COMMENT ON TABLE t IS 'x'",
      "COMMENT ON COLUMN t.a IS 'x'",
      "TRUNCATE t",
      "LOCK TABLE t IN SHARE MODE",
      "INSERT INTO t VALUES (1)",
      "UPDATE t SET a = 2",
      "DELETE FROM t",
      "REFRESH MATERIALIZED VIEW m",
      "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
      "CREATE STATISTICS s ON a, b FROM t",
      "ANALYZE t",
      "CREATE SCHEMA other",
      "CREATE VIEW v AS SELECT 1",
      "GRANT SELECT ON t TO public",
      "CREATE RULE r AS ON INSERT TO t DO ALSO NOTHING",
  };
  for (const std::string& statement : statements) {
    CAPTURE(statement);
    connection.query("BEGIN");
    connection.query(statement);
    const std::map<std::string, plan::LockLevel> real = held(connection, names);
    connection.query("ROLLBACK");
    const auto told = plan::locks_of(statement);
    REQUIRE(told);
    for (const auto& [table, level] : *told) {
      CAPTURE(table.name);
      REQUIRE(real.contains(table.name));
      CHECK(std::string(plan::name_of(level)) == plan::name_of(real.at(table.name)));
    }
    for (const auto& [table, level] : real) {
      CAPTURE(table);
      // Weaker than what anybody waits for need not be told.
      if (level > plan::LockLevel::row_exclusive) CHECK(told->contains({"", table}));
    }
  }
}
