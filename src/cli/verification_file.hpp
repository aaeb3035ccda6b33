// Measures of `verify` kept in a file between two runs (JSON; docs/verify.md).
#pragma once

#include <string>
#include <vector>

#include "model/verification.hpp"

namespace barqdb::cli {

std::string verification_text(const std::vector<model::QueryMeasure>& measures, const std::string& database,
                              int server_version);
// Throws Error{usage} when the file cannot be read or was not written by `verify --save`.
std::vector<model::QueryMeasure> load_verification(const std::string& path);

}  // namespace barqdb::cli
