// The published schemas of what users write: every file that is shipped satisfies them, every key is in them, and what
// the readers refuse they refuse too.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "base/yaml.hpp"
#include "support/json.hpp"
#include "support/json_schema.hpp"

namespace fs = std::filesystem;
using namespace barqdb;
using nlohmann::json;

namespace {

const fs::path source = BARQDB_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// As an editor reads it: plain words and numbers have their types.
json scalar(const base::YamlNode& node) {
  if (node.quoted) return node.scalar;
  if (node.scalar == "true" || node.scalar == "false") return node.scalar == "true";
  if (std::regex_match(node.scalar, std::regex("-?[0-9]+"))) return std::stoll(node.scalar);
  if (std::regex_match(node.scalar, std::regex("-?[0-9]+\\.[0-9]+"))) return std::stod(node.scalar);
  return node.scalar;
}

json value_of(const base::YamlNode& node) {
  if (node.is_scalar()) return scalar(node);
  if (node.is_sequence()) {
    json out = json::array();
    for (const base::YamlNode& item : node.items) out.push_back(value_of(item));
    return out;
  }
  if (!node.is_map()) return nullptr;
  json out = json::object();
  for (const auto& [key, item] : node.entries) out[key] = value_of(item);
  return out;
}

std::vector<std::string> violations(const std::string& schema, const std::string& yaml) {
  return test::schema_violations(test::load_json("docs/schemas/" + schema + ".schema.json"),
                                 value_of(base::parse_yaml(yaml, "file.yaml")));
}

void check_file(const std::string& schema, const fs::path& path) {
  CAPTURE(path.string());
  for (const std::string& violation : violations(schema, read(path))) FAIL_CHECK(violation);
}

std::vector<fs::path> yaml_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Every name under "properties" at any depth.
void collect_keys(const json& schema, std::set<std::string>& keys) {
  if (schema.is_object()) {
    if (schema.contains("properties")) {
      for (const auto& [key, item] : schema["properties"].items()) keys.insert(key);
    }
    for (const auto& [key, item] : schema.items()) collect_keys(item, keys);
  } else if (schema.is_array()) {
    for (const json& item : schema) collect_keys(item, keys);
  }
}

// The keys that the pages document: `key` in the first cell of a table's row.
std::set<std::string> documented_keys(const std::string& page) {
  std::set<std::string> keys;
  const std::string text = read(source / "docs" / page);
  const std::regex row("\n\\| ((?:`[a-z_]+(?:: [a-z]+)?`(?:, | or )?)+) \\|"), key("`([a-z_]+)");
  for (std::sregex_iterator it(text.begin(), text.end(), row), end; it != end; ++it) {
    const std::string cell = (*it)[1];
    for (std::sregex_iterator one(cell.begin(), cell.end(), key); one != end; ++one) keys.insert((*one)[1]);
  }
  return keys;
}

void check_documented(const std::string& page, const std::string& schema) {
  std::set<std::string> known;
  collect_keys(test::load_json("docs/schemas/" + schema + ".schema.json"), known);
  const std::set<std::string> documented = documented_keys(page);
  CHECK(documented.size() >= 12);
  for (const std::string& key : documented) CHECK_MESSAGE(known.contains(key), schema << " lacks the key " << key);
}

}  // namespace

TEST_CASE("every shipped file satisfies its schema") {
  std::size_t files = 0;
  for (const fs::path& path : yaml_files(source / "profiles")) check_file("profile", path), ++files;
  for (const fs::path& path : yaml_files(source / "migrations")) check_file("revision", path), ++files;
  for (const fs::path& path : yaml_files(source / "migrations/indexes")) check_file("index-definitions", path), ++files;
  CHECK(files >= 14);
}

TEST_CASE("every documented key is in the schema") {
  check_documented("index-definitions.md", "index-definitions");
  check_documented("revision-files.md", "revision");
  check_documented("profiles.md", "profile");
}

TEST_CASE("what the readers refuse the schemas refuse") {
  const std::string head = "revision: \"1\"\ndown_revision: null\n";
  CHECK(violations("revision", head).empty());
  CHECK(violations("revision", head + "steps:\n  - create_index: {name: i, table: t, columns: [a, {expression: b}]}\n")
            .empty());
  CHECK_FALSE(violations("revision", "revision: \"1\"\n").empty());
  CHECK_FALSE(violations("revision", head + "step: []\n").empty());
  CHECK_FALSE(violations("revision", head + "steps:\n  - create_index: {name: i, table: t, colums: [a]}\n").empty());
  CHECK_FALSE(violations("revision", head + "steps:\n  - sql: {up: a, donw: b}\n").empty());
  CHECK_FALSE(violations("revision", head + "steps:\n  - sql: {up: a}\n    analyze: t\n").empty());
  CHECK_FALSE(violations("index-definitions", "t:\n  i: {columns: [a], orden: desc}\n").empty());
  CHECK_FALSE(violations("index-definitions", "t:\n  i: {columns: []}\n").empty());
  CHECK(
      violations("profile",
                 "server: embedded\nreport: {keep: [a_*, {pattern: b, reason: law}], index.bloat: {min_percent: 40}}\n")
          .empty());
  CHECK_FALSE(violations("profile", "server: embedded\nonline: {jobz: 2}\n").empty());
  CHECK_FALSE(violations("profile", "server: embedded\nreport: {keeps: a}\n").empty());
  CHECK_FALSE(violations("profile", "server: embeded\n").empty());
}
