// The files that a revision refers to, as the JSON that the ledger keeps: [["path", "checksum"], …].
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/revision.hpp"

namespace barqdb::plan {

std::string write_referred_files(const std::vector<model::ReferredFile>& files);
// Pairs that are none are left out: such a file then counts as changed.
std::vector<model::ReferredFile> read_referred_files(std::string_view json);

}  // namespace barqdb::plan
