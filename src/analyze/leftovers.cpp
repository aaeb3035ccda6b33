// The ledger, the flag of a half-done drop, and names that REINDEX gives.
#include "analyze/leftovers.hpp"

#include <algorithm>
#include <cctype>

namespace barqdb::analyze {

bool left_by_drop(const CheckInput& input, const IndexTotals& index) {
  const auto interrupted = input.facts.interrupted.find(index.usage->index.text());
  return !input.shape(index).live ||
         (interrupted != input.facts.interrupted.end() && interrupted->second == "drop_index");
}

bool left_by_reindex(const IndexTotals& index) {
  const std::string& name = index.usage->index.name;
  for (const char* suffix : {"_ccnew", "_ccold"}) {
    const std::size_t at = name.rfind(suffix);
    if (at == std::string::npos || at == 0) continue;
    const std::string rest = name.substr(at + std::string_view(suffix).size());
    if (std::all_of(rest.begin(), rest.end(), [](unsigned char c) { return std::isdigit(c) != 0; })) return true;
  }
  return false;
}

}  // namespace barqdb::analyze
