// Cuts a file at the markers of its tool.
#include "lint/plain.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "base/text.hpp"
#include "lint/psql_text.hpp"

namespace barqdb::lint {
namespace {

enum class Marker { none, up, down, no_transaction };

struct Line {
  std::string_view text;
  std::size_t begin = 0;
};

// What a comment of a migration tool says; in lower case.
Marker marker_of(std::string_view line, bool& alone) {
  line = base::trim(line);
  if (!line.starts_with("--")) return Marker::none;
  const std::string words = base::lower(base::trim(line.substr(2)));
  const auto says = [&](std::string_view text) {
    return words.starts_with(text) && (words.size() == text.size() || words[text.size()] == ' ');
  };
  // node-pg-migrate's are plain words, with which a sentence may begin.
  if (words == "up migration") return Marker::up;
  if (words == "down migration") return Marker::down;
  if (says("+goose no transaction")) return Marker::no_transaction;
  alone = words.find("transaction:false") != std::string::npos || words.find("notransaction") != std::string::npos;
  for (const char* up : {"+goose up", "migrate:up", "+migrate up", "barqdb:up", "rambler up", "+micrate up"})
    if (says(up)) return Marker::up;
  for (const char* down :
       {"+goose down", "migrate:down", "+migrate down", "barqdb:down", "rambler down", "+micrate down", "//@undo"})
    if (says(down)) return Marker::down;
  return Marker::none;
}

// Files that tools keep for the way back: golang-migrate, yoyo, diesel, sqitch.
bool goes_back(const std::string& file) {
  const std::filesystem::path path(file);
  return file.ends_with(".down.sql") || file.ends_with(".rollback.sql") || path.filename() == "down.sql" ||
         std::find(path.begin(), path.end(), "revert") != path.end();
}

class Cutter {
 public:
  explicit Cutter(const std::string& file) { open(goes_back(file), 1, file); }

  void marker(Marker kind, bool alone, int line, const std::string& file) {
    marked_ = true;
    if (kind == Marker::no_transaction) {
      none_alone_ = true;
      return;
    }
    open(kind == Marker::down, line + 1, file);
    alone_.back() = alone;
  }
  void line(std::string_view text) {
    parts_.back().sql += text;
    parts_.back().sql += '\n';
  }

  std::vector<Part> finish(Wrapping wrapping) {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const bool by_tool = marked_ && !none_alone_ && !alone_[i];
      const bool whole = wrapping == Wrapping::always || (wrapping == Wrapping::by_markers && by_tool);
      parts_[i].grouping = whole ? Grouping::one_transaction : Grouping::as_written;
    }
    return std::move(parts_);
  }

 private:
  void open(bool down, int line, const std::string& file) {
    Part part;
    part.down = down;
    part.place = {file, line, 1};
    parts_.push_back(std::move(part));
    alone_.push_back(false);
  }

  std::vector<Part> parts_;
  std::vector<bool> alone_;
  bool marked_ = false;
  bool none_alone_ = false;
};

}  // namespace

Unit plain_unit(const std::string& file, std::string_view text, Wrapping wrapping) {
  Cutter cutter(file);
  int number = 0;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // the byte order mark of an editor
  const PsqlText psql = read_psql_text(text);
  for (std::string_view line : base::split(psql.sql, '\n')) {
    ++number;
    const auto begin = static_cast<std::size_t>(line.data() - psql.sql.data());
    if (line.ends_with('\r')) line.remove_suffix(1);
    bool alone = false;
    const std::size_t dashes = line.find("--");
    const bool comment = dashes != std::string_view::npos && psql.zones[begin + dashes] == PsqlText::line_comment;
    const Marker kind = comment ? marker_of(line, alone) : Marker::none;
    if (kind == Marker::none) {
      cutter.line(line);
    } else {
      cutter.marker(kind, alone, number, file);
      if (kind == Marker::no_transaction) cutter.line(line);
    }
  }
  Unit unit;
  unit.name = file;
  unit.file = file;
  unit.parts = cutter.finish(wrapping);
  return unit;
}

}  // namespace barqdb::lint
