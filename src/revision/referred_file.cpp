// Keeps paths inside the migrations folder: a revision from a stranger must not read /etc.
#include "revision/referred_file.hpp"

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/yaml.hpp"

namespace barqdb::revision {
namespace {

namespace fs = std::filesystem;

void check_inside(const fs::path& folder, const fs::path& path, const base::Place& place) {
  const auto refuse = [&](const std::string& why) {
    throw base::Error(base::ErrorKind::usage, "the path \"" + path.string() + "\" " + why,
                      "write a path relative to the migrations folder, without \"..\"", place);
  };
  if (path.empty()) refuse("is empty");
  if (path.is_absolute()) refuse("is absolute");
  if (std::find(path.begin(), path.end(), "..") != path.end()) refuse("leads upwards");
  std::error_code failed;
  const fs::path base = fs::canonical(folder, failed);
  if (failed) return;  // reading the file says why
  const fs::path real = fs::canonical(base / path, failed);
  if (failed) return;
  if (std::mismatch(base.begin(), base.end(), real.begin(), real.end()).first != base.end()) {
    refuse("leads out of the migrations folder through a symbolic link");
  }
}

}  // namespace

FileLoader files_of(const std::string& folder) {
  return [folder](const std::string& path, std::size_t limit, const base::Place& place) {
    check_inside(folder, path, place);
    try {
      return base::load_file((fs::path(folder) / path).string(), limit);
    } catch (const base::Error& error) {
      throw base::Error(error.kind, error.message, error.hint, place);
    }
  };
}

}  // namespace barqdb::revision
