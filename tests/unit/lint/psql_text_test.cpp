#include "lint/psql_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/seed.hpp"

using namespace barqdb;

namespace {

std::string sql_of(const std::string& text) { return lint::read_psql_text(text).sql; }

}  // namespace

TEST_CASE("zones: code, quotes, comments") {
  const std::string text = "a'--'\"/*\"$x$;'$x$--'\n/*/*'*/*/E'\\''b";
  CHECK(lint::read_psql_text(text).zones == "cqqqqqqqqqqqqqqqqlllcbbbbbbbbbcqqqqc");
}

TEST_CASE("psql's own is passed over, what it sends stays where it was") {
  CHECK(sql_of("\\set x it's\na") == "           \na");
  CHECK(sql_of("a \\gset p_\nb") == "a ;       \nb");
  CHECK(sql_of("a \\; b") == "a  ; b");
  CHECK(sql_of("copy t from stdin;\n'\n\\.\nb") == "copy t from stdin;\n \n  \nb");
  CHECK(sql_of("copy t from stdin;\nno end") == "copy t from stdin;\nno end");
  CHECK(sql_of("copy (select 1) to stdout;\nb") == "copy (select 1) to stdout;\nb");
  CHECK(sql_of("(:a, :'b', :\"c\", d::e, f[1:g], h := 1)") == "( a,  'b',  \"c\", d::e, f[1:g], h := 1)");
}

TEST_CASE("property: any bytes keep their places") {
  std::mt19937 random(test::chosen_seed());
  const std::vector<std::string> pieces = {"'",
                                           "\"",
                                           "$",
                                           "$$",
                                           "$a$",
                                           "--",
                                           "/*",
                                           "*/",
                                           "\n",
                                           ";",
                                           "\\",
                                           "\\g ",
                                           ":",
                                           ":a",
                                           "::",
                                           "E'",
                                           "\\copy",
                                           "\\.",
                                           "a ",
                                           "\r",
                                           "\xff",
                                           "\xc3\xa9",
                                           "copy t from stdin;\n"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = random() % 30; i > 0; --i) text += pieces[random() % pieces.size()];
    CAPTURE(text);
    const lint::PsqlText read = lint::read_psql_text(text);
    REQUIRE(read.sql.size() == text.size());
    REQUIRE(read.zones.size() == text.size());
    for (std::size_t at = 0; at < text.size(); ++at) REQUIRE((text[at] == '\n') == (read.sql[at] == '\n'));
  }
}
