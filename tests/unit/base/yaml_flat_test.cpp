#include "base/yaml_flat.hpp"

#include <doctest/doctest.h>

#include <random>

#include "support/seed.hpp"

using namespace barqdb::base;

namespace {

bool same(const YamlNode& a, const YamlNode& b) {
  if (a.kind != b.kind || !(a.place == b.place) || a.quoted != b.quoted || a.scalar != b.scalar) return false;
  if (a.items.size() != b.items.size() || a.entries.size() != b.entries.size() || a.key_places != b.key_places) {
    return false;
  }
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    if (a.entries[i].first != b.entries[i].first || !same(a.entries[i].second, b.entries[i].second)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("the head of a revision is flat") {
  for (const char* text : {"revision: \"021\"\ndown_revision: null\ndescription: database optimization, 200 indexes\n",
                           "# remark\n   revision: '1'\n\n   down_revision:\n   depends_on: []\n", "a: 1"}) {
    INFO(text);
    const auto flat = parse_flat_yaml(text, "f", 0, {});
    REQUIRE(flat);
    CHECK(same(*flat, parse_full_yaml(text, "f", 0, {})));
  }
}

TEST_CASE("property: what the quick reader reads is what the full parser reads") {
  const unsigned seed = barqdb::test::chosen_seed();
  std::mt19937 random(seed);
  const std::vector<std::string> pieces{
      "a",    "b", ": ",  ":",    " ",  "\n", "\n",  "- ",    "[]",         "{}",     ",",    "|", "'", "\"", "#", " #",
      "null", "~", "x y", "1e10", "\\", "  ", "---", "key: ", "k: \"v\"\n", "c: d\n", "true", ".", "(", "%",  "é"};
  int read = 0;
  for (int i = 0; i < 30'000; ++i) {
    std::string text;
    const std::size_t length = random() % 12;
    for (std::size_t j = 0; j < length; ++j) text += pieces[random() % pieces.size()];
    const auto flat = parse_flat_yaml(text, "f", 0, {});
    if (!flat) continue;
    ++read;
    INFO(text);
    bool equal = false;
    try {
      equal = same(*flat, parse_full_yaml(text, "f", 0, {}));
    } catch (const Error& error) {
      INFO(error.message);
    }
    CHECK(equal);
  }
  CHECK(read > 300);
}
