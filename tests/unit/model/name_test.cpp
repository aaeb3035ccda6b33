#include "model/name.hpp"

#include <doctest/doctest.h>

#include <random>

#include "base/error.hpp"
#include "support/seed.hpp"

using barqdb::base::Error;
using barqdb::model::parse_qualified_name;
using barqdb::model::QualifiedName;

TEST_CASE("names with and without a schema, plain and quoted") {
  CHECK(parse_qualified_name("couriers") == QualifiedName{"", "couriers"});
  CHECK(parse_qualified_name("audit.events") == QualifiedName{"audit", "events"});
  CHECK(parse_qualified_name("Couriers") == QualifiedName{"", "Couriers"});  // case is kept
  CHECK(parse_qualified_name("\"My Schema\".\"a.b\"") == QualifiedName{"My Schema", "a.b"});
  CHECK(parse_qualified_name("\"say \"\"hi\"\"\"") == QualifiedName{"", "say \"hi\""});
  CHECK(parse_qualified_name("audit.\"x\"") == QualifiedName{"audit", "x"});
}

TEST_CASE("what is no name is refused with a remedy") {
  for (const char* bad : {"", ".", "a.", ".b", "a.b.c", "\"a", "\"a\"b", "a\"b", "\"\"", " a", "a .b", "\"a\".\"\""}) {
    INFO(bad);
    try {
      parse_qualified_name(bad);
      FAIL_CHECK("accepted");
    } catch (const Error& error) {
      CHECK(barqdb::base::exit_code(error.kind) == 2);
      CHECK(error.hint.find("double quotes") != std::string::npos);
    }
  }
}

TEST_CASE("names for SQL") {
  CHECK(QualifiedName{"", "couriers"}.quoted() == "couriers");
  CHECK(QualifiedName{"Audit", "order"}.quoted() == "\"Audit\".\"order\"");
  CHECK(QualifiedName{"audit", "events"}.text() == "audit.events");
}

TEST_CASE("property: what is quoted is read back") {
  const unsigned seed = barqdb::test::chosen_seed();
  std::mt19937 random(seed);
  const std::string alphabet = "abAB01_.\" '\\-;\xC3\xA9";
  const auto word = [&] {
    std::string out;
    const std::size_t length = 1 + random() % 8;
    while (out.size() < length) out += alphabet[random() % alphabet.size()];
    return out;
  };
  for (int i = 0; i < 2000; ++i) {
    const QualifiedName name{random() % 2 ? word() : "", word()};
    CHECK(parse_qualified_name(name.quoted()) == name);
  }
}
