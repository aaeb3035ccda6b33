// sqitch: sqitch.plan names changes, their dependencies and tags, in order; deploy/ and revert/ hold their scripts.
#include <algorithm>
#include <map>
#include <set>

#include "adopt/files.hpp"
#include "adopt/foreign.hpp"
#include "base/text.hpp"

namespace barqdb::adopt {
namespace {

struct Change {
  std::string name;
  std::vector<std::string> requires_changes;
  std::string note;
  std::vector<std::string> tags;
  int line = 0;
};

struct Plan {
  std::vector<Change> changes;
  std::vector<std::string> notes;
};

// Folders of sqitch.conf's [core] and [deploy] sections, where they are not the default ones.
std::map<std::string, std::string> read_configuration(const std::string& folder) {
  std::map<std::string, std::string> values;
  if (!exists(folder + "/sqitch.conf")) return values;
  const std::string text = load_text(folder + "/sqitch.conf");
  std::string section;
  for (const Line& line : lines_of(text)) {
    const std::string_view content = base::trim(line.text);
    if (content.starts_with('[')) section = base::lower(content.substr(1, content.find(']') - 1));
    const std::size_t equals = content.find('=');
    if (section != "core" || content.starts_with('#') || content.starts_with(';') || equals == std::string_view::npos)
      continue;
    values[std::string(base::trim(content.substr(0, equals)))] = base::trim(content.substr(equals + 1));
  }
  return values;
}

class PlanReader {
 public:
  PlanReader(std::string path, base::Diagnostics& diagnostics) : path_(std::move(path)), diagnostics_(diagnostics) {}

  Plan read(const std::string& text) {
    for (const Line& line : lines_of(text)) {
      const std::string_view content = base::trim(line.text);
      if (content.empty() || content.starts_with('#') || content.starts_with('%')) continue;
      if (content.starts_with('@'))
        tag(content);
      else
        change(content, line.number);
    }
    return std::move(plan_);
  }

 private:
  void tag(std::string_view content) {
    const std::string name(content.substr(1, content.find_first_of(" \t") - 1));
    if (!plan_.changes.empty()) plan_.changes.back().tags.push_back(name);
  }

  // name [requirements] 2012-08-01T15:04:13Z Name <email> # note
  void change(std::string_view content, int number) {
    Change out;
    out.line = number;
    if (const std::size_t note = content.find(" # "); note != std::string_view::npos) {
      out.note = base::trim(content.substr(note + 3));
      content = base::trim(content.substr(0, note));
    }
    if (content.starts_with('-') || content.starts_with('+')) content = base::trim(content.substr(1));
    out.name = content.substr(0, content.find_first_of(" \t"));
    const std::size_t open = content.find('['), close = content.find(']');
    if (open != std::string_view::npos && close != std::string_view::npos && open < content.find('<'))
      requirements(content.substr(open + 1, close - open - 1), out);
    plan_.changes.push_back(std::move(out));
    known_.insert(plan_.changes.back().name);
  }

  void requirements(std::string_view list, Change& out) {
    for (std::string_view one : base::split(list, ' ')) {
      one = base::trim(one);
      if (one.empty()) continue;
      if (one.starts_with('!')) {
        plan_.notes.push_back("change " + out.name + " conflicts with " + std::string(one.substr(1)) +
                              ": a chain cannot say that");
        continue;
      }
      if (one.find(':') != std::string_view::npos) {
        plan_.notes.push_back("change " + out.name + " requires " + std::string(one) +
                              " of another project: apply that first");
        continue;
      }
      const std::string name(one.substr(0, one.find('@')));
      if (!name.empty() && !known_.contains(name))
        diagnostics_.add("change " + out.name + " requires " + name + ", which does not stand before it",
                         "put the plan in order: sqitch itself would refuse it", {path_, out.line, 1});
    }
  }

  std::string path_;
  base::Diagnostics& diagnostics_;
  Plan plan_;
  std::set<std::string> known_;
};

// Meta-commands are psql's, which runs the scripts of sqitch; the server does not know them.
void refuse_psql(const ForeignSql& sql, base::Diagnostics& diagnostics) {
  for (const Line& line : lines_of(sql.text)) {
    const std::string_view content = base::trim(line.text);
    if (!content.starts_with('\\')) continue;
    diagnostics.add("a command of psql: " + base::one_line(content, 60), "write what it does as SQL, then import again",
                    {sql.place.file, sql.place.line + line.number - 1, 1});
  }
}

class Scripts {
 public:
  Scripts(const Plan& plan, std::string top, base::Diagnostics& diagnostics)
      : plan_(plan), top_(std::move(top)), diagnostics_(diagnostics) {}

  // The change at `index`; of one that was reworked later, the scripts carry the tag before the rework.
  ForeignMigration load(std::size_t index) const {
    const Change& change = plan_.changes[index];
    ForeignMigration migration;
    migration.id = id_of(change.name) + occurrence_suffix(index);
    migration.title = change.note.empty() ? title_of(change.name) : change.note;
    const std::string stem = change.name + rework_suffix(index);
    migration.file = "deploy/" + stem + ".sql";
    migration.up = script("deploy", stem, change);
    if (exists(top_ + "/revert/" + stem + ".sql")) migration.down = script("revert", stem, change);
    migration.labels = change.tags;
    return migration;
  }

 private:
  // The second change of a name is name.2: ids are unique, and a database that has k of them has the first k.
  std::string occurrence_suffix(std::size_t index) const {
    const auto begin = plan_.changes.begin();
    const auto earlier = std::count_if(begin, begin + static_cast<std::ptrdiff_t>(index),
                                       [&](const Change& other) { return other.name == plan_.changes[index].name; });
    return earlier == 0 ? "" : "." + std::to_string(earlier + 1);
  }

  std::string rework_suffix(std::size_t index) const {
    std::string tag;
    for (std::size_t i = index; i < plan_.changes.size(); ++i) {
      if (i > index && plan_.changes[i].name == plan_.changes[index].name) return tag.empty() ? "" : "@" + tag;
      if (tag.empty() && !plan_.changes[i].tags.empty()) tag = plan_.changes[i].tags.front();
    }
    return "";
  }

  ForeignSql script(const std::string& kind, const std::string& stem, const Change& change) const {
    const std::string path = top_ + "/" + kind + "/" + stem + ".sql";
    ForeignSql sql;
    sql.place = {path, 1, 1};
    if (!exists(path)) {
      diagnostics_.add("change " + change.name + " has no script " + path, "sqitch itself could not deploy it",
                       {top_ + "/sqitch.plan", change.line, 1});
      return sql;
    }
    sql.text = load_text(path);
    refuse_psql(sql, diagnostics_);
    return sql;
  }

  const Plan& plan_;
  std::string top_;
  base::Diagnostics& diagnostics_;
};

}  // namespace

ForeignChain load_sqitch(const std::string& folder, base::Diagnostics& diagnostics) {
  const auto configuration = read_configuration(folder);
  const auto value = [&](const char* key, const std::string& fallback) {
    const auto found = configuration.find(key);
    return found == configuration.end() || found->second.empty() ? fallback : found->second;
  };
  const std::string top = folder + "/" + value("top_dir", ".");
  const std::string path =
      configuration.contains("plan_file") ? folder + "/" + value("plan_file", "") : top + "/sqitch.plan";
  Plan plan = PlanReader(path, diagnostics).read(load_text(path));
  ForeignChain chain{"sqitch", {}, plan.notes};
  const Scripts scripts(plan, top, diagnostics);
  for (std::size_t i = 0; i < plan.changes.size(); ++i) chain.migrations.push_back(scripts.load(i));
  return chain;
}

}  // namespace barqdb::adopt
