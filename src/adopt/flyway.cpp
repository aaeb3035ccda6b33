// Flyway: V1.2__name.sql, its way back U1.2__name.sql, and R__name.sql, which runs behind all of them.
#include <algorithm>
#include <filesystem>
#include <map>

#include "adopt/files.hpp"
#include "adopt/foreign.hpp"
#include "base/text.hpp"

namespace barqdb::adopt {
namespace {

struct File {
  std::string path;
  std::string name;     // without its folder
  char kind = ' ';      // V, U or R; B and what is no migration are others
  std::string version;  // "1.2"; of R ""
  std::string title;
};

// Nothing where Flyway sees no migration.
std::optional<File> file_of(const std::string& path) {
  File file;
  file.path = path;
  file.name = std::filesystem::path(path).filename().string();
  const std::string stem = std::filesystem::path(path).stem().string();
  const std::size_t separator = stem.find("__");
  if (stem.empty() || separator == std::string::npos) return std::nullopt;
  file.kind = stem.front();
  file.version = stem.substr(1, separator - 1);
  std::replace(file.version.begin(), file.version.end(), '_', '.');
  const bool number = file.version.find_first_not_of("0123456789.") == std::string::npos;
  if (std::string_view("BRUV").find(file.kind) == std::string_view::npos || !number) return std::nullopt;
  if (file.version.empty() != (file.kind == 'R')) return std::nullopt;
  file.title = title_of(stem.substr(separator + 2));
  return file;
}

// Part by part as numbers: 1.9 before 1.10.
bool earlier(const std::string& a, const std::string& b) {
  const auto left = base::split(a, '.'), right = base::split(b, '.');
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(), smaller_number);
}

// A file beside the migration may say that it runs outside of a transaction.
bool in_transaction(const std::string& path) {
  if (!exists(path + ".conf")) return true;
  std::string text = base::lower(load_text(path + ".conf"));
  std::erase(text, ' ');
  return text.find("executeintransaction=false") == std::string::npos;
}

ForeignSql sql_of(const File& file, base::Diagnostics& diagnostics) {
  ForeignSql sql{load_text(file.path), {file.path, 1, 1}, in_transaction(file.path)};
  for (const Line& line : lines_of(sql.text)) {
    if (line.text.find("${") == std::string_view::npos) continue;
    diagnostics.add("Flyway puts a placeholder's value into this migration", "write the value out, then import again",
                    {file.path, line.number, 1});
    break;
  }
  return sql;
}

struct Folder {
  std::vector<File> versioned, repeatable;
  std::map<std::string, File> back;  // by version
  std::vector<std::string> notes;
};

void sort_in(File file, Folder& folder, base::Diagnostics& diagnostics) {
  const std::string end = std::filesystem::path(file.path).extension().string();
  if (end == ".java" || end == ".kt") {
    diagnostics.add("migration " + file.name + " is a program", "write what it does as SQL, then import again",
                    {file.path, 1, 0});
  } else if (end != ".sql") {
    return;
  } else if (file.kind == 'B') {
    folder.notes.push_back(file.name + " is a baseline of others and was left out");
  } else if (file.kind == 'U') {
    folder.back.emplace(file.version, std::move(file));
  } else {
    (file.kind == 'V' ? folder.versioned : folder.repeatable).push_back(std::move(file));
  }
}

}  // namespace

ForeignChain load_flyway(const std::string& path, base::Diagnostics& diagnostics) {
  Folder folder;
  for (const std::string& name : list_files_below(path)) {
    if (auto file = file_of(name)) sort_in(std::move(*file), folder, diagnostics);
  }
  std::stable_sort(folder.versioned.begin(), folder.versioned.end(),
                   [](const File& a, const File& b) { return earlier(a.version, b.version); });
  std::stable_sort(folder.repeatable.begin(), folder.repeatable.end(),
                   [](const File& a, const File& b) { return a.title < b.title; });
  ForeignChain chain{"flyway", {}, folder.notes};
  for (const File& file : folder.versioned) {
    ForeignMigration migration;
    migration.id = file.version;
    migration.title = file.title;
    migration.file = file.name;
    migration.up = sql_of(file, diagnostics);
    if (const auto found = folder.back.find(file.version); found != folder.back.end())
      migration.down = sql_of(found->second, diagnostics);
    chain.migrations.push_back(std::move(migration));
  }
  for (const File& file : folder.repeatable) {
    ForeignMigration migration;
    migration.id = id_of(std::filesystem::path(file.name).stem().string());
    migration.title = file.title;
    migration.file = file.name;
    migration.up = sql_of(file, diagnostics);
    chain.migrations.push_back(std::move(migration));
    chain.notes.push_back(file.name +
                          " is repeatable there; here it runs once, and a change of it is a revision of its "
                          "own");
  }
  return chain;
}

}  // namespace barqdb::adopt
