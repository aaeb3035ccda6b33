// Comparing checksums and finding unfinished revisions.
#include "execute/chain_state.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/yaml.hpp"

namespace barqdb::execute {
namespace {

constexpr std::size_t largest_referred_file = std::size_t{64} << 20;

const char* edited_hint() {
  return "restore the file from version control and put the change into a new revision; `barqdb stamp REVISION` "
         "accepts the file as it "
         "is now, without running anything";
}

std::string checksum_of(const std::string& path) {
  try {
    return base::sha256_hex(base::load_file(path, largest_referred_file));
  } catch (const base::Error&) {
    return "";
  }
}

}  // namespace

std::vector<Disagreement> disagreements(const model::Ledger& ledger, const revision::Graph& graph,
                                        const std::string& folder) {
  std::vector<Disagreement> found;
  for (const auto& [id, applied] : ledger.applied) {
    const model::Revision* revision = graph.find(id);
    if (revision == nullptr) {
      found.push_back({true,
                       id,
                       {"revision " + id + " is applied to this database, but no file in " + folder +
                            " has it (it was " + applied.file + ")",
                        "restore the file, or, if the chain was rewritten on purpose, set the ledger with `barqdb "
                        "stamp --purge REVISION`",
                        {}}});
      continue;
    }
    if (revision->checksum != applied.checksum) {
      found.push_back(
          {false, id, {"revision " + id + " was edited after it was applied", edited_hint(), {revision->path, 1, 0}}});
    }
    for (const model::ReferredFile& file : applied.files) {
      const std::string path = folder + "/" + file.path;
      if (checksum_of(path) == file.checksum) continue;
      found.push_back({false,
                       id,
                       {"file " + file.path + " of revision " + id + " was edited or removed after it was applied",
                        edited_hint(),
                        {path, 1, 0}}});
    }
  }
  return found;
}

void check_applied(const model::Ledger& ledger, const revision::Graph& graph, const std::string& folder) {
  base::Diagnostics diagnostics;
  for (const Disagreement& one : disagreements(ledger, graph, folder))
    diagnostics.add(one.diagnostic.message, one.diagnostic.hint, one.diagnostic.place);
  diagnostics.throw_if_any(base::ErrorKind::refused);
}

std::vector<std::string> unfinished(const model::Ledger& ledger, model::Direction direction) {
  std::vector<std::string> ids;
  for (const model::StepRecord& record : ledger.steps) {
    if (record.open && record.direction == direction && std::find(ids.begin(), ids.end(), record.revision) == ids.end())
      ids.push_back(record.revision);
  }
  return ids;
}

}  // namespace barqdb::execute
