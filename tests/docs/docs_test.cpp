#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "revision/body.hpp"
#include "revision/reader.hpp"

// The pages say what the program does: links lead somewhere, commands and keys are all there, examples are accepted.

namespace fs = std::filesystem;
using namespace barqdb;

namespace {

const fs::path kSource = BARQDB_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<fs::path> pages() {
  std::vector<fs::path> out;
  for (const fs::path& folder : {kSource, kSource / "docs"}) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".md") out.push_back(entry.path());
    }
  }
  return out;
}

std::vector<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> out;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) out.push_back((*it)[1]);
  return out;
}

// The anchors that a page offers, by GitHub's rule: lower case, no punctuation, spaces as dashes.
std::set<std::string> anchors(const fs::path& page) {
  std::set<std::string> out;
  std::istringstream lines(read(page));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("#") || line.find("# ") == std::string::npos) continue;
    std::string anchor;
    for (const char c : base::lower(line.substr(line.find("# ") + 2))) {
      if (c == ' ') anchor += '-';
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_') anchor += c;
    }
    out.insert(anchor);
  }
  return out;
}

// Fenced blocks of a language.
std::vector<std::string> blocks(const fs::path& page, const std::string& language) {
  const std::string text = read(page);
  const std::string open = "\n```" + language + "\n";
  std::vector<std::string> out;
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at + 1)) {
    const std::size_t begin = at + open.size();
    out.push_back(text.substr(begin, text.find("\n```", begin) + 1 - begin));
  }
  return out;
}

// The keys that the readers in these files ask their maps for.
std::set<std::string> keys_read_by(const std::vector<std::string>& files) {
  std::set<std::string> keys;
  for (const std::string& file : files) {
    const std::string text = read(kSource / "src" / file);
    REQUIRE_FALSE(text.empty());
    for (auto& key :
         matches(text,
                 R"re((?:map_?|section|map\(\))\.(?:text|texts|flag|integer|node|has|duration|size|count)\("(\w+)")re"))
      keys.insert(key);
    for (auto& key : matches(text, R"re((?:part|optional_name|choice|read_ids)\(\s*(?:map, )?"(\w+)")re"))
      keys.insert(key);
  }
  return keys;
}

void check_named(const std::set<std::string>& keys, const std::string& page) {
  const std::string text = read(kSource / "docs" / page);
  for (const std::string& key : keys) {
    CAPTURE(key);
    const bool named =
        text.find("`" + key) != std::string::npos || text.find("\n## " + key + "\n") != std::string::npos;
    CHECK_MESSAGE(named, page << " does not name the key " << key);
  }
}

}  // namespace

TEST_CASE("every relative link leads to a file, and to a heading in it") {
  std::size_t links = 0;
  for (const fs::path& page : pages()) {
    for (const std::string& link : matches(read(page), R"(\]\(([^)\s]+)\))")) {
      if (link.find("://") != std::string::npos) continue;
      ++links;
      CAPTURE(page.string());
      CAPTURE(link);
      const std::size_t hash = link.find('#');
      const fs::path target = hash == 0 ? page : page.parent_path() / link.substr(0, hash);
      REQUIRE(fs::exists(target));
      if (hash != std::string::npos) CHECK(anchors(target).contains(link.substr(hash + 1)));
    }
  }
  CHECK(links > 10);
}

TEST_CASE("pages that the program names exist") {
  std::size_t named = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "src")) {
    if (!entry.is_regular_file()) continue;
    for (const std::string& page : matches(read(entry.path()), R"((docs/[a-z-]+\.md))")) {
      ++named;
      CAPTURE(entry.path().string());
      CAPTURE(page);
      CHECK(fs::exists(kSource / page));
    }
  }
  CHECK(named > 3);
}

TEST_CASE("the table of commands in README.md is that of the program") {
  std::vector<std::string> documented = matches(read(kSource / "README.md"), "\n\\| `barqdb ([a-z-]+)[^`]*` \\|");
  std::vector<std::string> real;
  for (const cli::Command& command : cli::commands()) real.push_back(command.name);
  std::sort(documented.begin(), documented.end());
  std::sort(real.begin(), real.end());
  CHECK(base::join(documented, " ") == base::join(real, " "));
}

TEST_CASE("every key of a file is named in its page") {
  const auto definition = keys_read_by({"revision/index_definition.cpp", "revision/index_column.cpp"});
  CHECK(definition.contains("nulls_not_distinct"));
  CHECK(definition.contains("opclass"));
  check_named(definition, "index-definitions.md");
  auto revision = keys_read_by({"revision/head.cpp", "revision/body.cpp", "revision/sql_step.cpp",
                                "revision/constraint_steps.cpp", "revision/backfill_step.cpp"});
  for (auto& step : matches(read(kSource / "src/revision/steps.cpp"), R"re(StepKind\{"(\w+)")re"))
    revision.insert(step);
  CHECK(revision.contains("down_revision"));
  CHECK(revision.contains("create_indexes"));
  check_named(revision, "revision-files.md");
  const auto profile =
      keys_read_by({"config/profile_file.cpp", "config/profile_report.cpp", "config/profile_gates.cpp"});
  CHECK(profile.contains("lock_budget"));
  CHECK(profile.contains("report"));
  CHECK(profile.contains("password_file"));
  check_named(profile, "profiles.md");
}

TEST_CASE("examples of the pages are accepted by the readers") {
  std::size_t read_ones = 0;
  for (const std::string& text : blocks(kSource / "docs/index-definitions.md", "yaml")) {
    base::Diagnostics diagnostics;
    CHECK_FALSE(revision::parse_index_definitions(text, "example.yaml", diagnostics).empty());
    CHECK_NOTHROW(diagnostics.throw_if_any());
    ++read_ones;
  }
  const auto no_files = [](const std::string&, std::size_t, const base::Place&) { return std::string(); };
  for (const std::string language : {"yaml", "sql"}) {
    for (const std::string& text : blocks(kSource / "docs/revision-files.md", language)) {
      base::Diagnostics diagnostics;
      CHECK_FALSE(revision::read_body(text, "example." + language, "", no_files, diagnostics).steps.empty());
      CHECK_NOTHROW(diagnostics.throw_if_any());
      ++read_ones;
    }
  }
  CHECK(read_ones == 6);
}
