// Looks at names and texts only.
#include "execute/index_doubts.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace barqdb::execute {

bool is_ignored(const model::QualifiedName& index, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return base::matches_pattern(index.name, pattern) || base::matches_pattern(index.text(), pattern);
  });
}

bool may_be_dropped(const plan::WantedIndex& wanted, const plan::WantedIndexes& all) {
  return std::any_of(all.opaque().begin(), all.opaque().end(), [&](const auto& opaque) {
    const std::string text = base::lower(opaque.text);
    const auto has = [&](const std::string& word) { return text.find(base::lower(word)) != std::string::npos; };
    return has("drop") && (has(wanted.table.name) || (!wanted.name.empty() && has(wanted.name)));
  });
}

std::string why_unknown(const model::InspectedIndex& index, const IndexCheckInput& input) {
  if (!input.unknown.empty()) return "revision " + input.unknown.front() + ", which no file has, may have made it";
  if (input.wanted->open_tables().contains(index.table))
    return "SQL of the chain made its table in a way that does not show its indexes";
  if (input.wanted->opaque().empty()) return "";
  const auto& opaque = input.wanted->opaque().front();
  return "SQL of revision " + opaque.revision + " (" + opaque.place.text() +
         ") may have made it: its text does not show which indexes it makes";
}

base::Place place_near(const model::InspectedIndex& index, const IndexCheckInput& input) {
  base::Place place = input.head;
  for (const plan::WantedIndex& wanted : input.wanted->all()) {
    if (wanted.table == index.table && !wanted.place.file.empty()) place = wanted.place;
  }
  return place;
}

}  // namespace barqdb::execute
