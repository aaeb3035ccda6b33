#include "batch/json_row.hpp"

#include <doctest/doctest.h>

using namespace barqdb::batch;

namespace {

std::string error_of(const std::string& line) { return parse_json_row(line).error; }

}  // namespace

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
