#include <doctest/doctest.h>

#include "execute/runner.hpp"
#include "revision/reader.hpp"
#include "support/program.hpp"

using namespace barqdb;

namespace {

const char* const kChain = "revision: \"001\"\ndown_revision: null\nsteps:\n";

struct Chain {
  test::TemporaryFolder folder;
  explicit Chain(const std::string& steps) { folder.write("001_x.yaml", kChain + steps); }

  model::Plan plan() const {
    base::Diagnostics diagnostics;
    const revision::Graph graph(revision::load_revisions(folder.path(), diagnostics), diagnostics);
    return execute::preview_offline(graph, {"001"}, folder.path(), {}).plans.at(0);
  }
};

}  // namespace

TEST_CASE("without a server an index is built plainly only on a table that the script makes") {
  const Chain chain(
      "  - sql: {up: \"CREATE TABLE fresh (a int)\", down: \"DROP TABLE fresh\"}\n"
      "  - create_index: {name: idx_fresh, table: fresh, columns: [a]}\n"
      "  - create_index: {name: idx_old, table: old, columns: [a]}\n");
  const model::Plan plan = chain.plan();
  REQUIRE(plan.operations.size() == 3);
  CHECK(plan.operations[1].strategy == model::Strategy::transaction);
  CHECK(plan.operations[2].strategy == model::Strategy::concurrent);
  CHECK(plan.operations[2].sql == "CREATE INDEX CONCURRENTLY idx_old ON public.old USING btree (a)");
}

TEST_CASE("without a server an index that stands there already cannot be dropped: nobody could restore it") {
  const Chain chain("  - drop_index: idx_old\n");
  CHECK_THROWS_WITH(chain.plan(), "revision 001 drops index idx_old, whose definition only the server has");
}
