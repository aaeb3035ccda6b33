#include "batch/chunk_size.hpp"

#include <doctest/doctest.h>

using namespace barqdb;
using batch::ChunkSize;

namespace {
constexpr base::Milliseconds target{200};
}

TEST_CASE("a chunk grows until it takes the time that it should, and then stays") {
  ChunkSize size(500, 100'000, target);
  for (int i = 0; i < 20; ++i) size.took(size.rows(), size.rows(), static_cast<double>(size.rows()) * 0.01);
  CHECK(size.rows() == 20'000);  // 0.01 ms a row
}

TEST_CASE("it never doubles twice in one step, and shrinks at once") {
  ChunkSize size(500, 100'000, target);
  size.took(500, 500, 0.0);
  CHECK(size.rows() == 1'000);
  size.took(1'000, 1'000, 100'000);
  CHECK(size.rows() == 250);
}

TEST_CASE("a stretch without work says nothing about the cost of a row") {
  ChunkSize size(500, 100'000, target);
  const auto keys = size.keys();
  for (int i = 0; i < 5; ++i) size.took(size.keys(), 0, 1.0);
  CHECK(size.rows() == 500);        // what comes next may be dense
  CHECK(size.keys() == keys * 32);  // but more is looked at
}

TEST_CASE("it gives way down to one row, and keeps its limits") {
  ChunkSize size(500, 600, target);
  size.took(500, 500, 1.0);
  CHECK(size.rows() == 600);
  for (int i = 0; i < 12; ++i) size.give_way();
  CHECK(size.rows() == 1);
  CHECK(size.smallest());
  CHECK(size.keys() >= 1);
}
