// Suppressions against hits.
#include "lint/hits.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace barqdb::lint {
namespace {

std::string near_rule(const std::string& id) {
  std::vector<std::string> ids;
  for (const Rule& rule : rules()) ids.push_back(rule.id);
  return base::nearest(id, ids);
}

bool is_yaml(const std::string& file) { return file.ends_with(".yaml") || file.ends_with(".yml"); }

void add(Hits& hits, const char* rule, const base::Place& place, std::string message) {
  Hit hit;
  hit.rule = find_rule(rule);
  hit.message = std::move(message);
  hit.place = place;
  hits.all.push_back(std::move(hit));
}

void judge(const Suppression& suppression, const std::string& file, Hits& hits) {
  const base::Place place{file, suppression.line, 1};
  if (suppression.rules.empty()) {
    add(hits, "suppression-of-unknown-rule", place, "the comment names no rule: write barqdb:ignore RULE: REASON");
    return;
  }
  for (const std::string& id : suppression.rules) {
    if (find_rule(id) != nullptr) continue;
    const std::string near = near_rule(id);
    add(hits, "suppression-of-unknown-rule", place,
        "there is no rule '" + id + "'" +
            (near.empty() ? "; barqdb lint --rules lists them" : "; did you mean '" + near + "'?"));
  }
  if (suppression.reason.empty()) {
    add(hits, "suppression-without-reason", place,
        "a suppression without a reason: write -- barqdb:ignore " + base::join(suppression.rules, ", ") +
            ": why it is right here");
  } else if (!suppression.used) {
    add(hits, "suppression-without-use", place,
        "nothing is found here that the comment could take back: " + base::join(suppression.rules, ", "));
  }
}

bool suppress(const Hit& hit, std::vector<Suppression>& suppressions, const std::vector<Extent>& extents) {
  bool out = false;
  for (Suppression& suppression : suppressions) {
    const auto& ids = suppression.rules;
    if (std::find(ids.begin(), ids.end(), hit.rule->id) == ids.end()) continue;
    if (!covers(suppression, hit.place.line, extents)) continue;
    suppression.used = true;
    out = true;
  }
  return out;
}

}  // namespace

std::int64_t apply_suppressions(Hits& hits, const std::map<std::string, std::string>& texts) {
  std::int64_t taken = 0;
  for (const auto& [key, text] : texts) {
    const auto& file = key;  // clang's lambdas capture no binding
    std::vector<Suppression> suppressions = find_suppressions(text, is_yaml(file) ? Language::yaml : Language::sql);
    if (suppressions.empty()) continue;
    std::vector<Extent>& extents = hits.extents[file];
    std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) { return a.first < b.first; });
    taken += static_cast<std::int64_t>(std::erase_if(
        hits.all, [&](const Hit& hit) { return hit.place.file == file && suppress(hit, suppressions, extents); }));
    for (const Suppression& suppression : suppressions) judge(suppression, file, hits);
  }
  return taken;
}

}  // namespace barqdb::lint
