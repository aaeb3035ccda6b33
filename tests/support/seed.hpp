// The seed of a test with random input: BARQDB_SEED; "random" is another one each time (scripts/explore). Without it
// always the same, so that a run of the tests says something of the code and not of the day.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <string>

namespace barqdb::test {

inline unsigned chosen_seed() {
  const char* text = std::getenv("BARQDB_SEED");
  const std::string wanted = text != nullptr ? text : "20250106";
  const unsigned seed =
      wanted == "random" ? std::random_device{}() : static_cast<unsigned>(std::strtoul(wanted.c_str(), nullptr, 10));
  MESSAGE("BARQDB_SEED=" << seed << " repeats this");
  return seed;
}

}  // namespace barqdb::test
