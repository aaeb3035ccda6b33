// The example project on an empty database: up, all the way down, and up again.
#include <doctest/doctest.h>

#include <filesystem>

#include "support/project.hpp"

using namespace barqdb::test;

namespace {

// Everything of its own that a database has outside of the ledger.
constexpr const char* objects = R"(
SELECT kind || ' ' || name FROM (
  SELECT 'relation', c.oid::regclass::text, c.relnamespace FROM pg_class AS c
  UNION ALL SELECT 'type', t.oid::regtype::text, t.typnamespace FROM pg_type AS t
  UNION ALL SELECT 'function', p.oid::regprocedure::text, p.pronamespace FROM pg_proc AS p
) AS o(kind, name, namespace)
JOIN pg_namespace AS n ON n.oid = o.namespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'barqdb')
UNION ALL SELECT 'schema ' || nspname FROM pg_namespace
WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'barqdb', 'public')
UNION ALL SELECT 'extension ' || extname FROM pg_extension WHERE extname <> 'plpgsql'
ORDER BY 1)";

// Definitions of all indexes, those of constraints too.
constexpr const char* definitions = R"(
SELECT pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid AND i.indisready AND i.indislive THEN '' ELSE ' INVALID' END
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1)";

}  // namespace

TEST_CASE("upgrade head, downgrade base, upgrade head: 200 valid indexes, and nothing is left behind between") {
  Project project(Cluster::shared());
  std::filesystem::copy(BARQDB_SOURCE_DIR "/migrations", project.migrations(),
                        std::filesystem::copy_options::recursive);
  const std::vector<std::string> empty = project.texts(objects);

  const Outcome up = project.run({"upgrade", "head"});
  REQUIRE_MESSAGE(up.exit_code == 0, up.err);
  CHECK_MESSAGE(has(up.out, "created 200 indexes"), up.out);
  const std::vector<std::string> first = project.texts(definitions);
  for (const std::string& definition : first) CHECK_FALSE(has(definition, "INVALID"));
  CHECK(project.run({"current", "--check"}).exit_code == 0);
  const Outcome planned = project.run({"verify", project.migrations() + "/queries/fleet.sql", "--plan-only"});
  CHECK_MESSAGE(planned.exit_code == 0, (planned.out + planned.err));

  const Outcome down = project.run({"downgrade", "base"});
  REQUIRE_MESSAGE(down.exit_code == 0, down.err);
  CHECK(project.texts(objects) == empty);

  const Outcome again = project.run({"upgrade", "head"});
  REQUIRE_MESSAGE(again.exit_code == 0, again.err);
  CHECK(has(again.out, "created 200 indexes"));
  CHECK(project.texts(definitions) == first);
}
