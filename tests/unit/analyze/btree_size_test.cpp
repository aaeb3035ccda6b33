#include "analyze/btree_size.hpp"

#include <doctest/doctest.h>

using namespace barqdb::analyze;

namespace {

KeyWidth fixed(double bytes, int align = 4) { return {bytes, bytes > 4 ? bytes : 8, align, 0}; }

double pages(std::vector<KeyWidth> keys, std::vector<KeyGroup> groups, bool merges, int fillfactor = 90) {
  return btree_pages({std::move(keys), std::move(groups), merges, fillfactor});
}

}  // namespace

// Sizes as PostgreSQL 15 builds them, read with pg_relation_size.
TEST_CASE("a fresh B-tree has the size that its rows, keys and fillfactor say") {
  CHECK(pages({fixed(4)}, {{60000, 60000}}, true) == doctest::Approx(166).epsilon(0.02));
  CHECK(pages({fixed(4)}, {{60000, 60000}}, true, 70) == doctest::Approx(214).epsilon(0.02));
  CHECK(pages({{33, 40, 1, 0}}, {{60000, 60000}}, true) == doctest::Approx(435).epsilon(0.02));
  CHECK(pages({{5, 8, 1, 0}}, {{60000, 4}}, true) == doctest::Approx(53).epsilon(0.04));
  CHECK(pages({{5, 8, 1, 0}}, {{60000, 4}}, false) == doctest::Approx(166).epsilon(0.02));
  CHECK(pages({fixed(4)}, {{57000, 1}, {3000, 3000}}, true) == doctest::Approx(59).epsilon(0.04));
}

TEST_CASE("a key of several columns is aligned column by column") {
  CHECK(key_bytes({fixed(4), fixed(8, 8)}) == 16);
  CHECK(key_bytes({fixed(4), fixed(4)}) == 8);
  CHECK(key_bytes({fixed(8, 8), {2, 8, 2, 0}}) == 16);
}

TEST_CASE("equal keys are merged into posting lists only where that is allowed") {
  CHECK(tuple_bytes(8, 10, false) == 200);
  CHECK(tuple_bytes(8, 100, true) < 700);
  CHECK(tuple_bytes(8, 1, true) >= 20);
  CHECK(tuple_bytes(8, 1.0, true) < 21);
}

TEST_CASE("an empty index has its first pages") { CHECK(pages({fixed(4)}, {{0, 1}}, true) == 2); }
