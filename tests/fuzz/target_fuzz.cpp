// Any text as a target, over a chain with branches, a merge, labels and a dependency. The first byte chooses what is
// applied. All but base::Error is a finding; so is a revision that the graph does not know.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "revision/target.hpp"

using namespace barqdb;

namespace {

model::Revision make(const std::string& id, std::vector<std::string> down, std::vector<std::string> labels = {},
                     std::vector<std::string> depends_on = {}) {
  model::Revision out;
  out.id = id;
  out.down_revisions = std::move(down);
  out.branch_labels = std::move(labels);
  out.depends_on = std::move(depends_on);
  out.file = id + ".yaml";
  out.path = out.file;
  return out;
}

const revision::Graph& graph() {
  static const revision::Graph made({make("0001", {}), make("0002", {"0001"}), make("abcd1", {"0002"}, {"left"}),
                                     make("abcd2", {"0002"}, {"right"}), make("merged", {"abcd1", "abcd2"}),
                                     make("abcd3", {"abcd2"}), make("other", {}, {"apart"}, {"0002"})});
  return made;
}

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const std::vector<std::string>& ids) {
  for (const std::string& id : ids) require(graph().find(id) != nullptr);
}

template <typename Resolve>
void attempt(Resolve resolve) {
  try {
    check(resolve());
  } catch (const base::Error& error) {
    require(!error.message.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto& revisions = graph().revisions();
  revision::IdSet heads;
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    if (data[0] & (1u << i)) heads.insert(revisions[i].id);
  }
  const revision::IdSet applied = graph().ancestors(heads);
  const std::string target(reinterpret_cast<const char*>(data) + 1, size - 1);
  attempt([&] { return revision::resolve_upgrade(graph(), applied, target); });
  attempt([&] { return revision::resolve_downgrade(graph(), applied, target); });
  attempt([&] { return revision::resolve_revisions(graph(), applied, target); });
  attempt([&] { return revision::resolve_range(graph(), applied, target); });
  return 0;
}
