// goose: VERSION_name.sql with annotations `-- +goose Up`, `Down`, `StatementBegin`, `StatementEnd`, `NO TRANSACTION`.
#include <algorithm>
#include <utility>

#include "adopt/files.hpp"
#include "adopt/foreign.hpp"
#include "base/text.hpp"

namespace barqdb::adopt {
namespace {

// "up" of `-- +goose Up`, in lower case; "" of any other line. It begins its line.
std::string annotation(std::string_view line) {
  if (!line.starts_with("--")) return "";
  line = base::trim(line.substr(2));
  constexpr std::string_view sign = "+goose";
  if (!line.starts_with(sign)) return "";
  return base::lower(base::trim(line.substr(sign.size())));
}

class Reader {
 public:
  Reader(ForeignMigration& migration, std::string path, base::Diagnostics& diagnostics)
      : migration_(migration), path_(std::move(path)), diagnostics_(diagnostics) {}

  void read(const std::string& text) {
    for (const Line& line : lines_of(text)) {
      const std::string word = annotation(line.text);
      if (word.empty())
        take(line);
      else
        obey(word, line);
    }
    if (!has_up_) diagnostics_.add("the line -- +goose Up is missing", "goose itself would refuse it", {path_, 1, 0});
    migration_.up.transaction = transaction_;
    if (migration_.down) migration_.down->transaction = transaction_;
  }

 private:
  void obey(const std::string& word, const Line& line) {
    if ((word == "up" && has_up_) || (word == "down" && migration_.down))
      complain("a second line -- +goose " + std::string(word == "up" ? "Up" : "Down"), line);
    if (word == "up") {
      has_up_ = true;
      current_ = &migration_.up;
      current_->place = {path_, line.number + 1, 1};
    } else if (word == "down") {
      migration_.down.emplace();
      current_ = &*migration_.down;
      current_->place = {path_, line.number + 1, 1};
    } else if (word == "no transaction") {
      transaction_ = false;
    } else if (word == "envsub on") {
      diagnostics_.add("goose puts environment variables into this migration",
                       "write the values out and remove the annotation, then import again", {path_, line.number, 1});
    } else if (current_ != nullptr) {
      // StatementBegin and StatementEnd: PostgreSQL's own parser finds the ends of statements, if they have one. The
      // line stays, so that places stay right.
      current_->text += word == "statementend" && !base::trim(current_->text).ends_with(';') ? ";\n" : "\n";
    }
  }

  void take(const Line& line) {
    if (current_ == nullptr) {
      if (is_sql(line.text) && !std::exchange(told_, true)) complain("SQL stands before -- +goose Up", line);
      return;
    }
    current_->text += line.text;
    current_->text += '\n';
  }

  void complain(const std::string& what, const Line& line) {
    diagnostics_.add(what, "goose itself would refuse this file", {path_, line.number, 1});
  }

  ForeignMigration& migration_;
  std::string path_;
  base::Diagnostics& diagnostics_;
  ForeignSql* current_ = nullptr;
  bool has_up_ = false;
  bool told_ = false;  // of SQL before it
  bool transaction_ = true;
};

}  // namespace

ForeignChain load_goose(const std::string& folder, base::Diagnostics& diagnostics) {
  ForeignChain chain{"goose", {}, {}};
  for (const std::string& name : list_files(folder)) {
    const std::string version = leading_digits(name);
    if (version.empty()) continue;
    const std::string path = folder + "/" + name;
    if (name.ends_with(".go") && !name.ends_with("_test.go")) {
      diagnostics.add("migration " + name + " is written in Go", "write what it does as SQL, then import again",
                      {path, 1, 0});
    }
    if (!name.ends_with(".sql")) continue;
    ForeignMigration migration;
    migration.id = version;
    migration.file = name;
    migration.title = title_of(name.substr(version.size(), name.size() - version.size() - 4));
    Reader(migration, path, diagnostics).read(load_text(path));
    chain.migrations.push_back(std::move(migration));
  }
  std::stable_sort(chain.migrations.begin(), chain.migrations.end(),
                   [](const auto& a, const auto& b) { return smaller_number(a.id, b.id); });
  return chain;
}

}  // namespace barqdb::adopt
