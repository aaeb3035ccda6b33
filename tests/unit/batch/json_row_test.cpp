#include "batch/json_row.hpp"

#include <doctest/doctest.h>

using namespace barqdb::batch;

namespace {

std::string error_of(const std::string& line) { return parse_json_row(line).error; }

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

TEST_CASE("what is no object of JSON is refused with its place") {
  for (const char* wrong : {"",
                            "[]",
                            "1",
                            "{",
                            "{}x",
                            "{\"a\"}",
                            "{\"a\":}",
                            "{\"a\":1,}",
                            "{a:1}",
                            "{\"a\":01}",
                            "{\"a\":1.}",
                            "{\"a\":+1}",
                            "{\"a\":nul}",
                            "{\"a\":\"x}",
                            "{\"a\":\"\\x\"}",
                            "{\"a\":\"\\u12\"}",
                            "{\"a\":\"\\ud800\"}",
                            "{\"a\":\"\\udc00\"}",
                            "{\"a\":\"\\u0000\"}",
                            "{\"a\":[1,]}",
                            "{\"a\":[1}",
                            "{\"a\":1 \"b\":2}",
                            "{\"a\":\"\t\"}",
                            "{\"a\":NaN}"})
    CHECK_MESSAGE(!error_of(wrong).empty(), wrong);
  CHECK(error_of(R"({"a":1,"a":2})").find("twice") != std::string::npos);
  CHECK(parse_json_row("{\"a\": tru}").column == 7);
  CHECK(!error_of("{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}").empty());
}
