#include "base/utf8.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

using namespace barqdb::base;

namespace {

// Of one, two, three and four bytes.
constexpr std::string_view sample = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z";

}  // namespace

TEST_CASE("characters are counted and found") {
  CHECK(count_characters("") == 0);
  CHECK(count_characters(sample) == 5);
  CHECK(offset_of_character(sample, 0) == 0);
  CHECK(offset_of_character(sample, 1) == 1);
  CHECK(offset_of_character(sample, 2) == 3);
  CHECK(offset_of_character(sample, 3) == 6);
  CHECK(offset_of_character(sample, 4) == 10);
  CHECK(offset_of_character(sample, 5) == sample.size());
  CHECK(offset_of_character(sample, 99) == sample.size());
}

TEST_CASE("text is cut between characters") {
  for (std::size_t most = 0; most <= sample.size() + 1; ++most) {
    CAPTURE(most);
    const std::string_view cut = first_bytes(sample, most);
    CHECK(cut.size() <= most);
    CHECK(sample.starts_with(cut));
    CHECK(find_invalid_utf8(cut) == std::string_view::npos);
    CHECK((cut.size() + 4 > most || cut == sample));
  }
  CHECK(first_bytes("\x80\x80\x80", 2).empty());  // no character begins anywhere
}

TEST_CASE("a character is written as its bytes") {
  std::string out;
  for (const char32_t code : {U'a', U'\u00e9', U'\u20ac', U'\U0001F600', U'z'}) append_character(out, code);
  CHECK(out == sample);
  for (const char32_t code : {0x7FU, 0x80U, 0x7FFU, 0x800U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
    CAPTURE(static_cast<unsigned>(code));
    std::string one;
    append_character(one, code);
    CHECK(find_invalid_utf8(one) == std::string::npos);
    CHECK(count_characters(one) == 1);
  }
}
