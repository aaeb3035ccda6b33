// Checks of revision ids and labels, and the shortcut to the head of a YAML revision.
#include "revision/head.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "revision/ids.hpp"

namespace barqdb::revision {
namespace {

using base::Diagnostics;
using base::Place;
using base::YamlMap;

void check_id(const std::string& id, const std::string& what, const Place& place, Diagnostics& diagnostics) {
  const std::string problem = id_problem(id);
  if (problem.empty()) return;
  diagnostics.add(what + " \"" + base::one_line(id, 60) + "\" " + problem, id_hint, place);
}

std::vector<std::string> read_ids(YamlMap& map, const char* key, const std::string& what, Diagnostics& diagnostics) {
  std::vector<std::string> ids = map.texts(key);
  std::set<std::string> seen;
  for (const std::string& id : ids) {
    check_id(id, what, map.place(key), diagnostics);
    if (!seen.insert(id).second) {
      diagnostics.add(what + " \"" + base::one_line(id, 60) + "\" stands twice", "remove one of the two",
                      map.place(key));
    }
  }
  return ids;
}

// Whether a line in the first column still belongs to a block that began above it.
bool continues_block(std::string_view line) {
  if (line.empty()) return true;
  const char c = line.front();
  if (c == '-') return line == "-" || line.starts_with("- ");  // a sequence may stand in its key's column
  return c == ' ' || c == '#' || c == ']' || c == '}';
}

}  // namespace

model::Revision read_head(YamlMap& map, Diagnostics& diagnostics) {
  model::Revision revision;
  revision.id = map.text("revision");
  revision.place = map.place("revision");
  const base::YamlNode* id = map.node("revision");
  if (id == nullptr || id->is_null()) {
    diagnostics.add("\"revision\" is missing: the file has no id", "write revision: \"20250106_001\"", revision.place);
  } else if (id->is_scalar()) {
    check_id(revision.id, "the revision id", revision.place, diagnostics);
  }
  revision.down_revisions = read_ids(map, "down_revision", "the down_revision", diagnostics);
  revision.down_place = map.place("down_revision");
  if (!map.has("down_revision")) {
    // Left out by mistake, the revision would become a second base.
    diagnostics.add("\"down_revision\" is missing", "write the id that this revision follows, or null for a first one",
                    revision.place);
  }
  revision.depends_on = read_ids(map, "depends_on", "the dependency", diagnostics);
  revision.depends_place = map.place("depends_on");
  revision.branch_labels = read_ids(map, "branch_labels", "the label", diagnostics);
  revision.description = map.text("description");
  return revision;
}

std::string without_steps(std::string_view text) {
  constexpr std::string_view key = "steps:";
  std::size_t begin = text.starts_with(key) ? 0 : text.find("\nsteps:");
  if (begin == std::string_view::npos) return std::string(text);
  if (begin > 0) ++begin;
  std::string out(text.substr(0, begin));
  std::size_t at = begin;
  std::size_t lines = 0;
  do {  // the line of the key itself, then all that belong to it
    const std::size_t end = std::min(text.find('\n', at), text.size());
    at = std::min(end + 1, text.size());
    ++lines;
  } while (at < text.size() && continues_block(text.substr(at, std::min(text.find('\n', at), text.size()) - at)));
  if (at == text.size()) return out;
  out.append(lines, '\n');
  return out += text.substr(at);
}

}  // namespace barqdb::revision
