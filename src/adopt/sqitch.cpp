// sqitch: sqitch.plan names changes, their dependencies and tags, in order; deploy/ and revert/ hold their scripts.
#include <algorithm>
#include <iterator>
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

std::string_view unquoted(std::string_view value) {
  if (value.size() > 1 && value.front() == '"' && value.back() == '"') return value.substr(1, value.size() - 2);
  return value;
}

// What sqitch.conf says in [core], and over it in [engine "pg"].
std::map<std::string, std::string> read_configuration(const std::string& folder) {
  std::map<std::string, std::string> core, engine;
  if (!exists(folder + "/sqitch.conf")) return core;
  const std::string text = load_text(folder + "/sqitch.conf");
  std::string section;
  for (const Line& line : lines_of(text)) {
    const std::string_view content = base::trim(line.text);
    if (content.starts_with('[')) section = base::lower(content.substr(1, content.find(']') - 1));
    const std::size_t equals = content.find('=');
    if (content.starts_with('#') || content.starts_with(';') || equals == std::string_view::npos) continue;
    const std::string key = base::lower(base::trim(content.substr(0, equals)));
    const std::string value(unquoted(base::trim(content.substr(equals + 1))));
    if (section == "core") core[key] = value;
    if (section == "engine \"pg\"") engine[key] = value;
  }
  engine.merge(core);
  return engine;
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

// A command of psql that prints something, or says what barqdb does anyway.
bool does_nothing(std::string_view command) {
  const std::string text = base::lower(command);
  return text.starts_with("\\echo") || text.starts_with("\\qecho") || text.starts_with("\\timing") ||
         text.starts_with("\\set on_error_stop");
}

// Meta-commands are psql's, which runs the scripts of sqitch; the server does not know them. Those that do nothing
// become empty lines, so that places stay right.
void refuse_psql(ForeignSql& sql, base::Diagnostics& diagnostics) {
  const std::string text = sql.text;
  sql.text.clear();
  for (const Line& line : lines_of(text)) {
    const std::string_view content = base::trim(line.text);
    if (!does_nothing(content)) sql.text += line.text;
    if (line.end > line.begin + line.text.size()) sql.text += '\n';
    if (!content.starts_with('\\') || does_nothing(content)) continue;
    diagnostics.add("a command of psql: " + base::one_line(content, 60), "write what it does as SQL, then import again",
                    {sql.place.file, sql.place.line + line.number - 1, 1});
  }
}

// Where the scripts are.
struct Layout {
  std::string plan_file;
  std::string deploy, revert;  // folders
  std::string reworked_deploy, reworked_revert;
  std::string ending;  // with its dot
};

Layout layout_of(const std::string& folder) {
  const auto configuration = read_configuration(folder);
  const auto path = [&](const char* key, const std::string& fallback) {
    const auto found = configuration.find(key);
    return found == configuration.end() || found->second.empty() ? fallback : folder + "/" + found->second;
  };
  const std::string top = path("top_dir", folder);
  Layout layout;
  layout.plan_file = path("plan_file", top + "/sqitch.plan");
  layout.deploy = path("deploy_dir", top + "/deploy");
  layout.revert = path("revert_dir", top + "/revert");
  const std::string reworked = path("reworked_dir", "");
  layout.reworked_deploy = path("reworked_deploy_dir", reworked.empty() ? layout.deploy : reworked + "/deploy");
  layout.reworked_revert = path("reworked_revert_dir", reworked.empty() ? layout.revert : reworked + "/revert");
  const auto ending = configuration.find("extension");
  layout.ending = "." + (ending == configuration.end() || ending->second.empty() ? "sql" : ending->second);
  return layout;
}

class Scripts {
 public:
  Scripts(const Plan& plan, Layout layout, base::Diagnostics& diagnostics)
      : plan_(plan), layout_(std::move(layout)), diagnostics_(diagnostics) {}

  // The change at `index`; of one that was reworked later, the scripts carry a tag between the two.
  ForeignMigration load(std::size_t index) const {
    const Change& change = plan_.changes[index];
    ForeignMigration migration;
    migration.id = id_of(change.name) + occurrence_suffix(index);
    migration.title = change.note.empty() ? title_of(change.name) : change.note;
    const std::string suffix = rework_suffix(index), file = change.name + suffix + layout_.ending;
    const std::string deploy = (suffix.empty() ? layout_.deploy : layout_.reworked_deploy) + "/" + file;
    const std::string revert = (suffix.empty() ? layout_.revert : layout_.reworked_revert) + "/" + file;
    migration.file = "deploy/" + file;
    migration.up = script(deploy, change);
    if (exists(revert)) migration.down = script(revert, change);
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

  // The last tag before the rework that a script carries, as sqitch looks for it; the last one when none does.
  std::string rework_suffix(std::size_t index) const {
    const auto begin = plan_.changes.begin() + static_cast<std::ptrdiff_t>(index);
    const auto rework =
        std::find_if(begin + 1, plan_.changes.end(), [&](const Change& other) { return other.name == begin->name; });
    if (rework == plan_.changes.end()) return "";
    std::string last;
    for (auto change = std::make_reverse_iterator(rework); change != std::make_reverse_iterator(begin); ++change) {
      for (const std::string& tag : change->tags) {
        const std::string suffix = "@" + tag;
        if (exists(layout_.reworked_deploy + "/" + begin->name + suffix + layout_.ending)) return suffix;
        if (last.empty()) last = suffix;
      }
    }
    return last;
  }

  ForeignSql script(const std::string& path, const Change& change) const {
    ForeignSql sql;
    sql.place = {path, 1, 1};
    if (!exists(path)) {
      diagnostics_.add("change " + change.name + " has no script " + path, "sqitch itself could not deploy it",
                       {layout_.plan_file, change.line, 1});
      return sql;
    }
    sql.text = load_text(path);
    refuse_psql(sql, diagnostics_);
    return sql;
  }

  const Plan& plan_;
  Layout layout_;
  base::Diagnostics& diagnostics_;
};

}  // namespace

ForeignChain load_sqitch(const std::string& folder, base::Diagnostics& diagnostics) {
  const Layout layout = layout_of(folder);
  Plan plan = PlanReader(layout.plan_file, diagnostics).read(load_text(layout.plan_file));
  ForeignChain chain{"sqitch", {}, plan.notes};
  const Scripts scripts(plan, layout, diagnostics);
  for (std::size_t i = 0; i < plan.changes.size(); ++i) chain.migrations.push_back(scripts.load(i));
  return chain;
}

}  // namespace barqdb::adopt
