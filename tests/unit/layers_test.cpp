#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

struct Layers {
  std::map<std::string, Names> allowed;     // folder → folders that it may include
  std::map<std::string, std::string> band;  // folder → core, server, shell
  std::vector<std::string> order;           // folders as listed
  std::map<std::string, Names> only;        // third-party header → folders that may include it
};

Layers read_layers(std::istream& in) {
  Layers layers;
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string band;
    std::string name;
    if (!(words >> band >> name)) continue;
    Names rest;
    for (std::string word; words >> word;) {
      if (word != "-") rest.insert(word);
    }
    if (band == "only") {
      layers.only[name] = rest;
    } else {
      layers.order.push_back(name);
      layers.band[name] = band;
      layers.allowed[name] = rest;
    }
  }
  return layers;
}

struct Include {
  std::string target;
  bool ours = false;  // in double quotes
};

std::vector<Include> includes_of(std::istream& in) {
  static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> found;
  std::string line;
  std::smatch match;
  while (std::getline(in, line)) {
    if (std::regex_search(line, match, pattern)) found.push_back({match[2], match[1] == "\""});
  }
  return found;
}

// "pqxx/pqxx", "libpq-fe.h", "yaml-cpp/yaml.h": the word before the slash, or the whole.
std::string head_of(const std::string& target) { return target.substr(0, target.find('/')); }

std::vector<std::string> breaches(const Layers& layers, const std::string& folder,
                                  const std::vector<Include>& includes) {
  std::vector<std::string> out;
  for (const Include& include : includes) {
    const std::string head = head_of(include.target);
    const auto only = layers.only.find(head);
    if (only != layers.only.end() && !only->second.contains(folder)) {
      out.push_back(folder + " includes <" + include.target + ">, which src/LAYERS keeps to other folders");
    }
    if (!include.ours || !layers.allowed.contains(head) || head == folder) continue;
    if (!layers.allowed.at(folder).contains(head)) {
      out.push_back(folder + " includes \"" + include.target + "\", but src/LAYERS does not allow " + folder + " → " +
                    head);
    }
  }
  return out;
}

const fs::path source = fs::path(BARQDB_SOURCE_DIR) / "src";

Layers real_layers() {
  std::ifstream file(source / "LAYERS");
  REQUIRE(file.good());
  return read_layers(file);
}

}  // namespace

TEST_CASE("no file includes what src/LAYERS forbids") {
  const Layers layers = real_layers();
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    const fs::path path = entry.path();
    if (path.extension() != ".hpp" && path.extension() != ".cpp") continue;
    const std::string folder = fs::relative(path, source).begin()->string();
    if (!layers.allowed.contains(folder)) continue;  // main.cpp; a folder that is not listed fails below
    ++files;
    std::ifstream file(path);
    for (const std::string& breach : breaches(layers, folder, includes_of(file))) {
      FAIL_CHECK(fs::relative(path, source).string() << ": " << breach);
    }
  }
  CHECK(files > 20);
}

TEST_CASE("every folder of src is listed, and every listed name is a folder") {
  const Layers layers = real_layers();
  for (const auto& entry : fs::directory_iterator(source)) {
    if (!entry.is_directory()) continue;
    CHECK_MESSAGE(layers.allowed.contains(entry.path().filename().string()), entry.path() << " is not in src/LAYERS");
  }
  for (const auto& [folder, allowed] : layers.allowed) {
    for (const std::string& other : allowed) CHECK_MESSAGE(layers.allowed.contains(other), folder << " → " << other);
  }
  for (const auto& [header, folders] : layers.only) {
    for (const std::string& folder : folders) CHECK_MESSAGE(layers.allowed.contains(folder), header << ": " << folder);
  }
}

TEST_CASE("the folders have no cycle, and bands look down only") {
  const Layers layers = real_layers();
  const std::map<std::string, int> height = {{"core", 0}, {"server", 1}, {"shell", 2}};
  // Repeatedly take away a folder that stands on none of the rest: what cannot be taken away is a cycle.
  std::map<std::string, Names> rest = layers.allowed;
  for (bool moved = true; moved;) {
    moved = false;
    for (auto folder = rest.begin(); folder != rest.end();) {
      bool free = true;
      for (const std::string& other : folder->second) free = free && !rest.contains(other);
      moved = moved || free;
      folder = free ? rest.erase(folder) : std::next(folder);
    }
  }
  for (const auto& [folder, allowed] : rest) FAIL_CHECK(folder << " is part of a cycle");
  for (const auto& [folder, allowed] : layers.allowed) {
    REQUIRE(height.contains(layers.band.at(folder)));
    for (const std::string& other : allowed) {
      CHECK_MESSAGE(height.at(layers.band.at(other)) <= height.at(layers.band.at(folder)), folder << " → " << other);
    }
  }
}

TEST_CASE("a breach is found") {
  std::istringstream rule("core base -\ncore model base # words\nserver db base\nonly pqxx db\n");
  const Layers layers = read_layers(rule);
  std::istringstream file(
      "#include \"db/connection.hpp\"\n  #  include <pqxx/pqxx>\n#include \"base/text.hpp\"\n#include <string>\n");
  const auto found = breaches(layers, "model", includes_of(file));
  REQUIRE(found.size() == 2);
  CHECK(found[0].find("model → db") != std::string::npos);
  CHECK(found[1].find("pqxx/pqxx") != std::string::npos);
  std::istringstream fine("#include \"base/text.hpp\"\n#include <pqxx/pqxx>\n");
  CHECK(breaches(layers, "db", includes_of(fine)).empty());
}
