// Which indexes serve a foreign key: the look for rows that still refer to a parent that is deleted or changed. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyze/check_input.hpp"

namespace barqdb::analyze {

struct ForeignKeyCover {
  bool full = false;                                 // every table that holds rows has an index
  std::vector<std::int64_t> without;                 // tables that hold rows and have none
  std::vector<std::int64_t> by;                      // oids of indexes that cover it in full
  std::vector<std::int64_t> in_part;                 // their first keys are columns of it, but not all
  std::vector<std::int64_t> weak;                    // BRIN and GIN
  std::vector<std::int64_t> broken;                  // would cover it in full, were they valid; not those to be dropped
  std::vector<std::int64_t> to_repair;               // tables of these
  std::unordered_map<std::int64_t, std::string> no;  // near misses: why an index that looks right does not serve
};

ForeignKeyCover make_foreign_key_cover(const CheckInput& input, const model::ForeignKey& key);

// Indexes that a foreign key would miss: oid of the topmost index → the key's name. An index that covers only in part
// counts where nothing better is there.
std::unordered_map<std::int64_t, std::string> supporting_indexes(const CheckInput& input);

}  // namespace barqdb::analyze
