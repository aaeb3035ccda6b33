// The chain as it would be after a merge in version control. Pure: trees in, findings out.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/report.hpp"

namespace barqdb::revision {

using Tree = std::map<std::string, std::string>;  // path inside the migrations folder → bytes

struct Merge {
  Tree base;           // of the last commit that both sides have
  Tree ours;           // the working tree
  Tree theirs;         // the other branch
  std::string other;   // its name, for messages
  std::string folder;  // of the migrations, put before paths
};

// check.heads: two revisions with one parent, one of each side. check.duplicate_id. check.edited: a file of a revision
// that the base has, changed or removed by either side. check.chain: whatever else keeps the merged files from being a
// chain. What was so in the base already is not reported.
std::vector<model::Finding> check_merged_chain(const Merge& merge);

}  // namespace barqdb::revision
