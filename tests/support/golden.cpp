// Comparison with golden files, and writing them anew when asked to.
#include "support/golden.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace barqdb::test {
namespace {

std::string line_at(const std::string& text, std::size_t position) {
  const std::size_t begin = position == 0 ? 0 : text.rfind('\n', position - 1) + 1;
  return text.substr(begin, text.find('\n', begin) - begin);
}

}  // namespace

void check_golden(const std::string& name, const std::string& bytes) {
  const std::filesystem::path path = std::filesystem::path(BARQDB_SOURCE_DIR) / "tests" / "golden" / name;
  if (std::getenv("BARQDB_UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  const std::string wanted = text.str();
  if (bytes == wanted) {
    CHECK(true);
    return;
  }
  const auto end = std::mismatch(bytes.begin(), bytes.end(), wanted.begin(), wanted.end());
  const auto position = static_cast<std::size_t>(end.first - bytes.begin());
  FAIL_CHECK(
      "output differs from tests/golden/"
      << name << "\n  wanted: " << line_at(wanted, std::min(position, wanted.size()))
      << "\n  is:     " << line_at(bytes, std::min(position, bytes.size()))
      << "\nIf the new output is right: run this test with BARQDB_UPDATE_GOLDEN=1 and read `git diff tests/golden`.");
}

}  // namespace barqdb::test
