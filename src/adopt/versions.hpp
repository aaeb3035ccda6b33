// The versions of another tool against the ids of a chain. Pure.
#pragma once

#include <string>
#include <vector>

namespace barqdb::adopt {

struct MatchedVersions {
  std::vector<std::string> ids;      // of the chain
  std::vector<std::string> unknown;  // versions that no revision has
};

// A version is the revision whose id is the same, or the same number with other leading zeros; characters that ids
// cannot have are _. A version that stands k times is the revisions name, name.2 … name.k.
MatchedVersions match_versions(const std::vector<std::string>& versions, const std::vector<std::string>& ids);

}  // namespace barqdb::adopt
