#include "plan/strategy.hpp"

#include <doctest/doctest.h>

using namespace barqdb;
using config::OnlineMode;
using model::Strategy;

namespace {

model::TableFacts table_of(std::int64_t bytes, char kind = 'r') {
  model::TableFacts table;
  table.oid = 5;
  table.name = {"public", "t"};
  table.bytes = bytes;
  table.kind = kind;
  return table;
}

config::OnlineSettings settings(OnlineMode mode, std::int64_t small = 1000) {
  config::OnlineSettings online;
  online.mode = mode;
  online.small_table = small;
  return online;
}

}  // namespace

TEST_CASE("builds: by the table, unless the person decides") {
  model::Catalog catalog;
  catalog.tables_before_run = {5};
  const auto strategy = [&](const model::TableFacts* table, OnlineMode mode) {
    return plan::choose_build(table, catalog, settings(mode)).strategy;
  };
  const model::TableFacts empty = table_of(0);
  const model::TableFacts under = table_of(999);
  const model::TableFacts at = table_of(1000);
  CHECK(strategy(nullptr, OnlineMode::auto_) == Strategy::transaction);
  CHECK(strategy(&empty, OnlineMode::auto_) == Strategy::transaction);
  CHECK(strategy(&under, OnlineMode::auto_) == Strategy::transaction);
  CHECK(strategy(&at, OnlineMode::auto_) == Strategy::concurrent);
  CHECK(strategy(&at, OnlineMode::never) == Strategy::transaction);
  CHECK(strategy(&empty, OnlineMode::always) == Strategy::concurrent);
  catalog.tables_before_run = {6};  // made by an earlier revision of the same run
  CHECK(strategy(&at, OnlineMode::auto_) == Strategy::transaction);
}

TEST_CASE("partitioned tables: by the same rule, for all their partitions together") {
  model::Catalog catalog;
  catalog.tables_before_run = {5};
  const model::TableFacts large = table_of(5000, 'p');
  const model::TableFacts small = table_of(10, 'p');
  CHECK(plan::choose_build(&large, catalog, settings(OnlineMode::auto_)).strategy == Strategy::concurrent);
  CHECK(plan::choose_build(&small, catalog, settings(OnlineMode::auto_)).strategy == Strategy::transaction);
  CHECK(plan::choose_build(&large, catalog, settings(OnlineMode::never)).strategy == Strategy::transaction);
}

TEST_CASE("maintenance mode with several jobs: plain builds of their own on large tables") {
  model::Catalog catalog;
  config::OnlineSettings online = settings(OnlineMode::never);
  online.jobs = 2;
  const model::TableFacts large = table_of(5000, 'r');
  const model::TableFacts small = table_of(10, 'r');
  CHECK(plan::choose_build(&large, catalog, online).strategy == Strategy::plain);
  CHECK(plan::choose_build(&small, catalog, online).strategy == Strategy::transaction);
  CHECK(plan::choose_build(nullptr, catalog, online).strategy == Strategy::transaction);
}

TEST_CASE("drops: likewise, and a partitioned index never concurrently") {
  model::IndexFacts index;
  index.table_bytes = 5000;
  CHECK(plan::choose_drop(index, settings(OnlineMode::auto_)).strategy == Strategy::concurrent);
  CHECK(plan::choose_drop(index, settings(OnlineMode::never)).strategy == Strategy::transaction);
  index.kind = 'I';
  for (const OnlineMode mode : {OnlineMode::auto_, OnlineMode::always}) {
    CHECK(plan::choose_drop(index, settings(mode)).strategy == Strategy::transaction);
  }
  index.kind = 'i';
  index.table_bytes = 0;
  CHECK(plan::choose_drop(index, settings(OnlineMode::auto_)).strategy == Strategy::transaction);
  CHECK(plan::choose_drop(index, settings(OnlineMode::always)).strategy == Strategy::concurrent);
}

TEST_CASE("locks are told with what they block") {
  CHECK(plan::build_lock(Strategy::concurrent, "t") == "SHARE UPDATE EXCLUSIVE on t: blocks no reads and no writes");
  CHECK(plan::build_lock(Strategy::transaction, "t") == "SHARE on t: blocks writes");
  CHECK(plan::drop_lock(Strategy::transaction, "t") == "ACCESS EXCLUSIVE on t: blocks reads and writes, for a moment");
}
