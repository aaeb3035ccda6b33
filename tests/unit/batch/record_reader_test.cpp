#include "batch/record_reader.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "base/error.hpp"
#include "support/program.hpp"

using namespace barqdb;
using batch::Position;
using batch::RecordReader;

namespace {

std::vector<std::string> records(const std::string& bytes, bool quotes) {
  const test::TemporaryFolder folder;
  RecordReader reader(folder.write("f", bytes), quotes);
  std::vector<std::string> out;
  for (std::string record; reader.next(record);) out.push_back(record);
  return out;
}

}  // namespace

TEST_CASE("line ends inside quotes belong to the record") {
  CHECK(records("a,b\n\"x\ny\",2\n3,\"\"\"\n\"\n", true) ==
        std::vector<std::string>{"a,b\n", "\"x\ny\",2\n", "3,\"\"\"\n\"\n"});
  CHECK(records("a\"b\nc\n", false) == std::vector<std::string>{"a\"b\n", "c\n"});
  CHECK(records("last has no end", true) == std::vector<std::string>{"last has no end"});
  CHECK(records("", true).empty());
  CHECK_THROWS_AS(records("a\n\"never closed\n", true), base::Error);
}

TEST_CASE("large records over the borders of the buffer stay whole") {
  std::string bytes;
  std::vector<std::string> expected;
  for (std::size_t i = 0; i < 60; ++i) {
    expected.push_back("\"" + std::string(i * 1999, 'x') + "\n\"," + std::to_string(i) + "\n");
    bytes += expected.back();
  }
  CHECK(records(bytes, true) == expected);
}

TEST_CASE("a place is found again only in the same bytes") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("f", "one\ntwo\nthree\n");
  Position behind_two;
  {
    RecordReader reader(file, true);
    std::string record;
    reader.next(record);
    reader.next(record);
    behind_two = reader.position();
  }
  CHECK(behind_two.line == 3);
  CHECK(behind_two.offset == 8);
  RecordReader again(file, true);
  again.skip_to(behind_two);
  std::string record;
  REQUIRE(again.next(record));
  CHECK(record == "three\n");
  RecordReader other(folder.write("g", "one\ntwO\nthree\n"), true);
  CHECK_THROWS_AS(other.skip_to(behind_two), base::Error);
  RecordReader shorter(folder.write("h", "one\n"), true);
  CHECK_THROWS_AS(shorter.skip_to(behind_two), base::Error);
}
