#include "base/slug.hpp"

#include <doctest/doctest.h>

using barqdb::base::slug;

TEST_CASE("a title becomes a part of a file name") {
  CHECK(slug("Add tier to couriers!", 40) == "add_tier_to_couriers");
  CHECK(slug("  -- 2 x  ", 40) == "2_x");
  CHECK(slug("\xc3\xa9\xe2\x82\xac", 40).empty());
  CHECK(slug("", 40).empty());
  CHECK(slug("one two three", 7) == "one_two");
  CHECK(slug("one two three", 8) == "one_two");
}
