// The seed of a test with random input: BARQDB_TEST_SEED, else another each time, and said.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <string>

namespace barqdb::test {

inline unsigned random_seed() {
  const char* fixed = std::getenv("BARQDB_TEST_SEED");
  const unsigned seed = fixed != nullptr ? static_cast<unsigned>(std::stoul(fixed)) : std::random_device{}();
  MESSAGE("seed " << seed << " (BARQDB_TEST_SEED repeats it)");
  return seed;
}

}  // namespace barqdb::test
