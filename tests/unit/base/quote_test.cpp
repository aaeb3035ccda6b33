#include "base/quote.hpp"

#include <doctest/doctest.h>

using barqdb::base::quote_identifier;
using barqdb::base::quote_literal;

TEST_CASE("plain identifiers stay as they are, all others are quoted") {
  CHECK(quote_identifier("idx_couriers_1") == "idx_couriers_1");
  CHECK(quote_identifier("_x") == "_x");
  CHECK(quote_identifier("name") == "name");  // a key word, but an unreserved one
  CHECK(quote_identifier("Couriers") == "\"Couriers\"");
  CHECK(quote_identifier("1st") == "\"1st\"");
  CHECK(quote_identifier("a b") == "\"a b\"");
  CHECK(quote_identifier("a$b") == "\"a$b\"");  // as the server does
  CHECK(quote_identifier("a\"b") == "\"a\"\"b\"");
  CHECK(quote_identifier("") == "\"\"");
  CHECK(quote_identifier("x\"; DROP TABLE t; --") == "\"x\"\"; DROP TABLE t; --\"");
  CHECK(quote_identifier("\xC3\xA9t\xC3\xA9") == "\"\xC3\xA9t\xC3\xA9\"");
}

TEST_CASE("key words of every category but the unreserved one are quoted, of any version from 13 to 18") {
  for (const char* word : {"order", "user", "left", "int", "timestamp", "all", "xmltable", "system_user", "json_table",
                           "merge_action", "normalize"}) {
    CHECK(quote_identifier(word) == "\"" + std::string(word) + "\"");
  }
}

TEST_CASE("literals") {
  CHECK(quote_literal("a") == "'a'");
  CHECK(quote_literal("") == "''");
  CHECK(quote_literal("it's") == "'it''s'");
  CHECK(quote_literal("a\\b'c") == "E'a\\\\b''c'");
}
