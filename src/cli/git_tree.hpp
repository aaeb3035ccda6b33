// Files of the migrations folder as git has them: read with the git program, nothing is changed.
#pragma once

#include <string>

#include "revision/merged_chain.hpp"

namespace barqdb::cli {

struct MergeTrees {
  revision::Tree base;  // of the last common commit of HEAD and the other branch
  revision::Tree ours;  // the working tree, without what git ignores
  revision::Tree theirs;
  std::string merge_base;
};

// Throws Error{usage} when the folder is in no git repository, or `ref` names no commit of it.
MergeTrees read_merge_trees(const std::string& folder, const std::string& ref);

}  // namespace barqdb::cli
