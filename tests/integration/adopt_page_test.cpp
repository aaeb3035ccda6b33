// The commands of docs/adopt.md, run as the page has them.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/project.hpp"

namespace fs = std::filesystem;
using namespace barqdb::test;

namespace {

std::vector<std::string> blocks_of_page() {
  std::stringstream text;
  text << std::ifstream(BARQDB_SOURCE_DIR "/docs/adopt.md", std::ios::binary).rdbuf();
  const std::string page = text.str();
  const std::string open = "\n```sh\n";
  std::vector<std::string> out;
  for (std::size_t at = page.find(open); at != std::string::npos; at = page.find(open, at + 1)) {
    const std::size_t begin = at + open.size();
    out.push_back(page.substr(begin, page.find("\n```", begin) + 1 - begin));
  }
  return out;
}

// A database as it may be found: a duplicate, an index of a constraint, one with a condition, a function.
constexpr const char* found_schema =
    "CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE);"
    "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint REFERENCES customers, "
    "state text, at timestamptz DEFAULT now());"
    "CREATE FUNCTION open_orders() RETURNS bigint LANGUAGE sql AS "
    "$$\nSELECT count(*) FROM orders WHERE state = 'open'\n$$;"
    "CREATE INDEX idx_orders_customer ON orders (customer_id);"
    "CREATE INDEX idx_orders_customer_2 ON orders (customer_id);"
    "CREATE INDEX idx_orders_open ON orders (at) WHERE state = 'open'";

constexpr const char* definitions =
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%\\_2' ORDER BY 1";

// pg_dump refuses a server that is newer than itself.
bool can_dump(const Project& project) {
  const Outcome version = run_program({"bash", "-c", "pg_dump --version | grep -oE '[0-9]+' | head -1"});
  return version.exit_code == 0 && !version.out.empty() &&
         std::stoi(version.out) * 10000 + 9999 >= project.connect().server_version();
}

}  // namespace

TEST_CASE("the commands of docs/adopt.md take over a database, and make the same one anew") {
  const Project project(Cluster::shared());
  if (!can_dump(project)) return;
  const Project scratch(Cluster::shared());
  project.query(found_schema);
  const std::vector<std::string> before = project.texts(definitions);
  REQUIRE(before.size() == 5);

  const std::vector<std::string> blocks = blocks_of_page();
  CHECK(blocks.size() == 6);
  for (const std::string& block : blocks) {
    CAPTURE(block);
    const Outcome outcome =
        run_program({"bash", "-euo", "pipefail", "-c", block},
                    {.folder = project.folder(),
                     .environment = {{"BARQDB_DATABASE_URL", project.conninfo()},
                                     {"SCRATCH_URL", scratch.conninfo()},
                                     {"PATH", fs::path(BARQDB_BINARY).parent_path().string() + ":/usr/bin:/bin"}},
                     .input = ""});
    REQUIRE_MESSAGE(outcome.exit_code == 0, (outcome.out + outcome.err));
    if (has(block, "barqdb plan head")) {
      CHECK(count(outcome.out, "already exists as defined") == 3);
      CHECK(has(outcome.out, "nothing found"));
    }
  }
  CHECK(project.texts(definitions) == before);
  CHECK(scratch.texts(definitions) == before);
  CHECK(project.index("idx_orders_customer_2").empty());

  // As the page's table says: adopted indexes survive the way back, stamped ones do not; the baseline is the end.
  CHECK(project.run({"downgrade", "001"}).exit_code == 0);
  CHECK(project.texts(definitions) == before);
  CHECK(project.run({"downgrade", "base"}).exit_code == 4);
  project.query("DROP SCHEMA barqdb CASCADE");
  CHECK(project.run({"stamp", "002"}).exit_code == 0);
  CHECK(project.run({"downgrade", "001"}).exit_code == 0);
  CHECK(project.index("idx_orders_customer").empty());
}
