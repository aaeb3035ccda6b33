#include "catalog/catalog_text.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

TEST_CASE("vectors, arrays, options and numbered values of the catalog are taken apart") {
  CHECK(catalog::read_numbers("1 2 -3") == std::vector<std::int64_t>{1, 2, -3});
  CHECK(catalog::read_numbers("{96,410}") == std::vector<std::int64_t>{96, 410});
  CHECK(catalog::read_numbers("").empty());
  const auto options = catalog::read_options("{fillfactor=70,\"x=a b\"}");
  CHECK(options.at("fillfactor") == "70");
  CHECK(options.at("x") == "a b");
  CHECK(catalog::read_options("").empty());
  const auto numbered = catalog::read_numbered("1 {siglen=32};12 {a=b}");
  CHECK(numbered.at(1) == "{siglen=32}");
  CHECK(numbered.at(12) == "{a=b}");
}

TEST_CASE("expressions are cut at commas outside parentheses, brackets and quotes") {
  using List = std::vector<std::string_view>;
  CHECK(catalog::split_expressions("lower(x), (a + 1)") == List{"lower(x)", "(a + 1)"});
  CHECK(catalog::split_expressions("f(a, b), ARRAY[a, b]") == List{"f(a, b)", "ARRAY[a, b]"});
  CHECK(catalog::split_expressions("(x || ', '::text), \"a,b\"") == List{"(x || ', '::text)", "\"a,b\""});
  CHECK(catalog::split_expressions("(x || 'it''s, so'::text)") == List{"(x || 'it''s, so'::text)"});
  CHECK(catalog::split_expressions("").empty());
}
