#include <doctest/doctest.h>

#include "base/error.hpp"
#include "catalog/sql.hpp"
#include "support/cluster.hpp"

using namespace barqdb;

namespace {

// "index_usage_16" needs PostgreSQL 16; a name without a number runs on every version.
int needed_version(std::string_view name) {
  const std::size_t at = name.rfind('_');
  if (at == std::string_view::npos || at + 1 == name.size()) return 0;
  const std::string_view end = name.substr(at + 1);
  if (end.find_first_not_of("0123456789") != std::string_view::npos) return 0;
  return std::stoi(std::string(end)) * 10'000;
}

}  // namespace

TEST_CASE("the server prepares every catalog query") {
  auto connection = test::Cluster::shared().connect(test::Cluster::shared().create_database());
  connection.query("CREATE EXTENSION pg_stat_statements");  // its view; it need not be loaded to prepare a query
  std::size_t prepared = 0;
  for (const auto& [name, text] : catalog::sql::all()) {
    CAPTURE(name);
    if (needed_version(name) > connection.server_version()) continue;
    CHECK_NOTHROW(connection.query("PREPARE \"" + std::string(name) + "\" AS " + std::string(text)));
    ++prepared;
  }
  CHECK(prepared >= 3);
}

TEST_CASE("the number at the end of a query's name is a version") {
  CHECK(needed_version("index_usage_16") == 160'000);
  CHECK(needed_version("index_usage") == 0);
  CHECK(needed_version("plain") == 0);
}
