// Migrations of another tool → revision files of ours. Pure.
#pragma once

#include <string>
#include <vector>

#include "adopt/foreign.hpp"

namespace barqdb::adopt {

struct RevisionFile {
  std::string name;
  std::string text;
  std::string id;
};

struct ConvertedChain {
  std::vector<RevisionFile> files;  // beside the migrations, in their order
  std::vector<std::string> notes;
  std::size_t reversible = 0;
  std::size_t indexes = 0;  // steps create_index that were made of CREATE INDEX CONCURRENTLY
};

// What a revision cannot do goes to `diagnostics`, with the line of the other tool's file.
ConvertedChain convert(const ForeignChain& chain, base::Diagnostics& diagnostics);

}  // namespace barqdb::adopt
