// dbmate: VERSION_name.sql with `-- migrate:up` and `-- migrate:down`, each with options such as transaction:false.
#include "adopt/files.hpp"
#include "adopt/foreign.hpp"
#include "base/text.hpp"

namespace barqdb::adopt {
namespace {

// The options behind the marker `-- migrate:<word>`, or nothing when the line is another. It begins its line.
std::optional<std::string_view> marker(std::string_view line, std::string_view word) {
  if (!line.starts_with("--")) return std::nullopt;
  line = base::trim(line.substr(2));
  if (!line.starts_with("migrate:" + std::string(word))) return std::nullopt;
  line.remove_prefix(std::string_view("migrate:").size() + word.size());
  if (!line.empty() && line.front() != ' ' && line.front() != '\t') return std::nullopt;  // another word
  return base::trim(line);
}

ForeignSql section(const std::string& text, const std::string& path, const Line& at, std::size_t end,
                   std::string_view options) {
  return {text.substr(at.end, end - at.end),
          {path, at.number + 1, 1},
          options.find("transaction:false") == std::string_view::npos};
}

constexpr const char* refused_there = "dbmate itself would refuse this file";

// What would be lost, or run the wrong way round.
void complain_about_order(const std::vector<Line>& lines, const Line& up, const Line* down, const std::string& path,
                          base::Diagnostics& diagnostics) {
  if (down != nullptr && down->begin < up.begin)
    diagnostics.add("-- migrate:down stands before -- migrate:up", refused_there, {path, down->number, 1});
  for (const Line& line : lines) {
    if (line.begin >= up.begin) return;
    if (is_sql(line.text) && (down == nullptr || line.begin < down->begin)) {
      diagnostics.add("SQL stands before -- migrate:up", refused_there, {path, line.number, 1});
      return;
    }
  }
}

void read_sections(const std::string& text, const std::string& path, ForeignMigration& migration,
                   base::Diagnostics& diagnostics) {
  const Line *up = nullptr, *down = nullptr;
  const std::vector<Line> lines = lines_of(text);
  for (const Line& line : lines) {
    if (marker(line.text, "up")) {
      if (up != nullptr) {
        diagnostics.add("a second line -- migrate:up", "dbmate cannot apply such a file: split it, then import again",
                        {path, line.number, 1});
        return;
      }
      up = &line;
    }
    if (marker(line.text, "down") && down == nullptr) down = &line;
  }
  if (up != nullptr) complain_about_order(lines, *up, down, path, diagnostics);
  if (down != nullptr) {
    if (up != nullptr && up->begin < down->begin)
      migration.up = section(text, path, *up, down->begin, *marker(up->text, "up"));
    migration.down = section(text, path, *down, text.size(), *marker(down->text, "down"));
  }
  if (up == nullptr) {
    diagnostics.add("the line -- migrate:up is missing", refused_there, {path, 1, 0});
  } else if (!migration.down) {
    migration.up = section(text, path, *up, text.size(), *marker(up->text, "up"));
  }
}

}  // namespace

ForeignChain load_dbmate(const std::string& folder, base::Diagnostics& diagnostics) {
  ForeignChain chain{"dbmate", {}, {}};
  for (const std::string& name : list_files(folder)) {
    const std::string version = leading_digits(name);
    if (version.empty() || !name.ends_with(".sql")) continue;
    ForeignMigration migration;
    migration.id = version;
    migration.file = name;
    migration.title = title_of(name.substr(version.size(), name.size() - version.size() - 4));
    const std::string path = folder + "/" + name;
    read_sections(load_text(path), path, migration, diagnostics);
    chain.migrations.push_back(std::move(migration));
  }
  return chain;
}

}  // namespace barqdb::adopt
