#include "batch/json_copy.hpp"

#include <doctest/doctest.h>

using namespace barqdb::batch;

namespace {

std::string sent(const std::string& value, char category = 'S', bool json = false) {
  Column column;
  column.category = category;
  column.json = json;
  const JsonRow row = parse_json_row("{\"a\": " + value + "}");
  REQUIRE_MESSAGE(row.error.empty(), row.error);
  return copy_text(row.fields.at(0).value, column);
}

}  // namespace

TEST_CASE("values arrive as they were written") {
  CHECK(sent("null") == "\\N");
  CHECK(sent("\"\"").empty());
  CHECK(sent("\"\\\\N\"") == "\\\\N");
  CHECK(sent("123456789012345678901234567890.10") == "123456789012345678901234567890.10");
  CHECK(sent("1e400") == "1e400");
  CHECK(sent("-0.5E-3") == "-0.5E-3");
  CHECK(sent("true") == "true");
  CHECK(sent("\"a\\tb\\nc\\r\\\\d\"") == "a\\tb\\nc\\r\\\\d");
  CHECK(sent("\"\\u00e9\\u20ac\\ud83d\\ude00\"") == "\u00e9\u20ac\U0001F600");
}

TEST_CASE("arrays become array literals, and stay JSON in a column of JSON") {
  CHECK(sent("[1, null, \"x\\\"y\", \"\", [2,3]]", 'A') == R"({"1",NULL,"x\\"y","",{"2","3"}})");
  CHECK(sent("[]", 'A') == "{}");
  CHECK(sent("[1, null]", 'U', true) == "[1, null]");
  // Of an array of JSON each element stays JSON.
  CHECK(sent("[\"a\", {\"b\": [1]}, null]", 'A', true) == R"({"\\"a\\"","{\\"b\\": [1]}",NULL})");
  CHECK(sent("[[1], [2, 3]]", 'A', true) == R"({"[1]","[2, 3]"})");
  CHECK(sent("\"{1,2}\"", 'A', true) == "{1,2}");
  CHECK(sent("\"x\"", 'U', true) == "\"x\"");
  CHECK(sent("{\"b\": [1, {\"c\": \"\\n\"}]}", 'U', true) == "{\"b\": [1, {\"c\": \"\\\\n\"}]}");
  CHECK(sent("null", 'U', true) == "\\N");
}
