// Which files the paths and globs of the command line name, and in which order they were written.
#include <glob.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>

#include "base/error.hpp"
#include "logs/input.hpp"
#include "logs/timestamp.hpp"

namespace barqdb::logs {
namespace {

bool exists(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && !S_ISDIR(found.st_mode);
}

std::vector<std::string> expand(const std::string& pattern) {
  std::vector<std::string> paths;
  glob_t found{};
  if (::glob(pattern.c_str(), GLOB_BRACE | GLOB_TILDE, nullptr, &found) == 0) {
    for (std::size_t i = 0; i < found.gl_pathc; ++i) {
      if (exists(found.gl_pathv[i])) paths.emplace_back(found.gl_pathv[i]);
    }
  }
  ::globfree(&found);
  return paths;
}

// The first time of day in a file, as text that sorts; "" when there is none near its beginning.
std::string first_moment(const std::string& path) {
  const auto source = open_bytes(path);
  Window window(*source);
  const std::string_view sample = window.peek(16u << 10);
  for (std::size_t at = 0; at + 19 <= sample.size(); ++at) {
    if (looks_like_time(sample.substr(at))) return std::string(sample.substr(at, 23));
  }
  return "";
}

}  // namespace

std::vector<std::string> find_logs(const std::vector<std::string>& paths) {
  std::vector<std::pair<std::string, std::string>> dated;
  for (const std::string& path : paths) {
    if (path == "-") {
      dated.emplace_back("", path);
      continue;
    }
    const std::vector<std::string> found = exists(path) ? std::vector<std::string>{path} : expand(path);
    if (found.empty()) {
      throw base::Error(base::ErrorKind::usage, "there is no log " + path,
                        "name files or quoted globs, such as '/var/log/postgresql/*.json', or - for standard input");
    }
    for (const std::string& file : found) dated.emplace_back("", file);
  }
  if (dated.size() > 1) {
    for (auto& [moment, path] : dated) moment = path == "-" ? "" : first_moment(path);
  }
  std::stable_sort(dated.begin(), dated.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  std::vector<std::string> out;
  for (auto& entry : dated) {
    if (std::find(out.begin(), out.end(), entry.second) == out.end()) out.push_back(std::move(entry.second));
  }
  return out;
}

}  // namespace barqdb::logs
