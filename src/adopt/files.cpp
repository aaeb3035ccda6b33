// Folders and texts of other tools.
#include "adopt/files.hpp"

#include <algorithm>
#include <filesystem>

#include "base/text.hpp"
#include "base/yaml.hpp"

namespace barqdb::adopt {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = std::size_t{64} << 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool fits_id(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.'; }

// In one pass: a dump has millions of lines.
void unix_lines(std::string& text) {
  std::size_t kept = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r' || at + 1 == text.size() || text[at + 1] != '\n') text[kept++] = text[at];
  }
  text.resize(kept);
}

template <typename Iterator>
std::vector<fs::path> files_of(const std::string& folder) {
  std::error_code failed;
  std::vector<fs::path> paths;
  for (Iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
    if (entry->is_regular_file()) paths.push_back(entry->path());
  }
  if (failed) {
    throw base::Error(base::ErrorKind::usage, "cannot read the folder " + folder + ": " + failed.message(),
                      "name the folder in which the other tool keeps its migrations");
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

std::vector<std::string> list_files(const std::string& folder) {
  std::vector<std::string> names;
  for (const fs::path& path : files_of<fs::directory_iterator>(folder)) names.push_back(path.filename().string());
  return names;
}

std::vector<std::string> list_files_below(const std::string& folder) {
  std::vector<std::string> names;
  for (const fs::path& path : files_of<fs::recursive_directory_iterator>(folder)) names.push_back(path.string());
  return names;
}

std::string load_text(const std::string& path) {
  std::string text = base::load_file(path, largest_file);
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.erase(0, mark.size());
  unix_lines(text);
  if (const std::size_t at = base::find_invalid_utf8(text); at != std::string::npos) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(at);
    throw base::Error(base::ErrorKind::usage, path + " is not UTF-8", "convert it: iconv -f LATIN1 -t UTF-8 " + path,
                      {path, 1 + static_cast<int>(std::count(text.begin(), end, '\n')), 0});
  }
  return text;
}

bool exists(const std::string& path) {
  std::error_code failed;
  return std::filesystem::is_regular_file(path, failed);
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t next = std::min(end + 1, text.size());
    lines.push_back({text.substr(begin, end - begin), begin, next, static_cast<int>(lines.size()) + 1});
    begin = next;
  }
  return lines;
}

bool is_sql(std::string_view line) {
  line = base::trim(line);
  return !line.empty() && !line.starts_with("--");
}

std::string leading_digits(std::string_view name) {
  const auto end = std::find_if_not(name.begin(), name.end(), is_digit);
  return {name.begin(), end};
}

bool smaller_number(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::string title_of(std::string_view name) {
  std::string title(name);
  std::replace(title.begin(), title.end(), '_', ' ');
  std::replace(title.begin(), title.end(), '-', ' ');
  return std::string(base::trim(title));
}

std::string id_of(std::string_view version) {
  std::string id(version);
  std::replace_if(
      id.begin(), id.end(), [](char c) { return !fits_id(c); }, '_');
  return id;
}

}  // namespace barqdb::adopt
