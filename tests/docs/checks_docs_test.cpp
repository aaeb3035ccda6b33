#include <doctest/doctest.h>

#include <filesystem>
#include <regex>

#include "analyze/checks.hpp"
#include "base/yaml.hpp"

using namespace barqdb;

namespace {

const std::filesystem::path pages = std::filesystem::path(BARQDB_SOURCE_DIR) / "docs/checks";

std::string page_of(const std::string& check) { return base::load_file((pages / (check + ".md")).string(), 1 << 20); }

}  // namespace

TEST_CASE("every check has a page that says what, why, how, with which rights, what then, and what it cannot") {
  const std::string list = base::load_file((pages / "README.md").string(), 1 << 20);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(pages)) files += entry.path().filename() != "README.md";
  CHECK(files == analyze::all_checks().size());
  for (const analyze::Check& check : analyze::all_checks()) {
    const std::string id = check.id;
    CAPTURE(id);
    CHECK(list.find("[" + id + "](" + id + ".md)") != std::string::npos);
    const std::string page = page_of(id);
    CHECK(page.starts_with("# " + id + "\n"));
    for (const char* part : {"Why", "How it is judged", "Privileges", "Remedy", "Limits"}) {
      CAPTURE(part);
      CHECK(page.find("\n## " + std::string(part) + "\n") != std::string::npos);
    }
  }
}

TEST_CASE("every threshold of a check is on its page") {
  const std::string reader =
      base::load_file(std::string(BARQDB_SOURCE_DIR) + "/src/config/profile_report.cpp", 1 << 20);
  const std::regex threshold(R"re(\{"([a-z_]+\.[a-z_]+)", "([a-z_]+)", )re");
  std::size_t seen = 0;
  for (std::sregex_iterator it(reader.begin(), reader.end(), threshold), end; it != end; ++it, ++seen) {
    CAPTURE((*it)[0].str());
    CHECK(page_of((*it)[1]).find("{" + (*it)[2].str() + ": ") != std::string::npos);
  }
  CHECK(seen > 15);
}
