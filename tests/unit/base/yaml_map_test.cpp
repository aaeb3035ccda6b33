#include <doctest/doctest.h>

#include "base/yaml.hpp"

using namespace barqdb::base;

TEST_CASE("typed access with defaults") {
  const YamlNode node = parse_yaml("a: text\nb: yes\nc: 12\nd: [x, 'y']\ne: x\nf:\n", "f.yaml");
  Diagnostics diagnostics;
  YamlMap map(node, "a thing", diagnostics);
  CHECK(map.text("a") == "text");
  CHECK(map.text("missing", "default") == "default");
  CHECK(map.text("f", "default") == "default");
  CHECK(map.flag("b"));
  CHECK(map.flag("f", true));
  CHECK(map.integer("c", 0) == 12);
  CHECK(map.integer("f", 7) == 7);
  CHECK(map.texts("d") == std::vector<std::string>{"x", "y"});
  CHECK(map.texts("e") == std::vector<std::string>{"x"});
  CHECK(map.texts("f").empty());
  CHECK(map.node("d")->is_sequence());
  CHECK(map.node("missing") == nullptr);
  CHECK(map.has("f"));
  CHECK_FALSE(map.has("missing"));
  CHECK(map.place("c") == Place{"f.yaml", 3, 4});
  CHECK(map.place("missing") == node.place);
  map.finish();
  CHECK(diagnostics.empty());
}

TEST_CASE("values of another kind are complaints, all at once, each at its place") {
  const YamlNode node = parse_yaml("a: [x]\nb: maybe\nc: 1.5\nd: {x: 1}\ne: [[x], ~]\n", "f.yaml");
  Diagnostics diagnostics;
  YamlMap map(node, "a thing", diagnostics);
  CHECK(map.text("a", "default") == "default");
  CHECK(map.flag("b", true));
  CHECK(map.integer("c", 5) == 5);
  CHECK(map.texts("d").empty());
  CHECK(map.texts("e").empty());
  map.finish();
  REQUIRE(diagnostics.all().size() == 6);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(diagnostics.all()[i].place.line == static_cast<int>(i) + 1);
    CHECK_FALSE(diagnostics.all()[i].hint.empty());
  }
}

TEST_CASE("unknown keys name the nearest known key, or all of them") {
  const YamlNode node = parse_yaml("colums: 1\nzzzzzz: 2\n", "f.yaml");
  Diagnostics diagnostics;
  YamlMap map(node, "an index definition", diagnostics);
  map.text("columns");
  map.text("where");
  map.finish();
  REQUIRE(diagnostics.all().size() == 2);
  CHECK(diagnostics.all()[0].message == "an index definition has no key \"colums\"");
  CHECK(diagnostics.all()[0].hint == "did you mean \"columns\"?");
  CHECK(diagnostics.all()[0].place == Place{"f.yaml", 1, 1});
  CHECK(diagnostics.all()[1].hint == "known keys: columns, where");
}

TEST_CASE("what is no map is one complaint, and reads as empty") {
  for (const char* text : {"[a]", "a", ""}) {
    const YamlNode node = parse_yaml(text, "f.yaml");
    Diagnostics diagnostics;
    YamlMap map(node, "a thing", diagnostics);
    CHECK(map.text("a", "default") == "default");
    map.finish();
    CHECK(diagnostics.all().size() == 1);
  }
}
