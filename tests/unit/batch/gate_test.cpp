#include "batch/gate.hpp"

#include <doctest/doctest.h>

using namespace barqdb::batch;

TEST_CASE("chunks become short while somebody waits for their rows, and long again when nobody does") {
  Pace pace;
  Gate gate(pace, std::nullopt, 0);
  CHECK(gate.chunk_ms() == 200);
  Brake waited_for;
  waited_for.waited_for = true;
  gate.set(waited_for, false);
  CHECK(gate.chunk_ms() == 50);
  for (int look = 0; look < 5; ++look) gate.set(waited_for, false);
  CHECK(gate.chunk_ms() == 10);
  gate.set({}, false);
  CHECK(gate.chunk_ms() > 10);
  CHECK(gate.chunk_ms() < 20);
  for (int look = 0; look < 50; ++look) gate.set({}, false);
  CHECK(gate.chunk_ms() == 200);
  pace.chunk_time = barqdb::base::Milliseconds(5);
  Gate shorter(pace, std::nullopt, 0);
  shorter.set(waited_for, false);
  CHECK(shorter.chunk_ms() == 5);
}

TEST_CASE("no more rows are reserved than may be changed, and those of a chunk that was rolled back count again") {
  Gate gate(Pace{}, 100, 40);
  CHECK(gate.reserve(60));
  CHECK_FALSE(gate.reserve(1));
  gate.give_back(60);
  CHECK(gate.reserve(59));
  CHECK(gate.rows() == 99);
}
