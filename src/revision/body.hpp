// The whole of a revision from its text: head and steps, with the files that it refers to.
#pragma once

#include <string>

#include "base/error.hpp"
#include "model/revision.hpp"
#include "revision/referred_file.hpp"

namespace barqdb::revision {

bool is_sql_form(std::string_view file);

// Every complaint goes to `diagnostics`; the body then lacks what was wrong. `folder` is put before the paths of
// referred files in places.
model::RevisionBody read_body(std::string_view text, const std::string& file, const std::string& folder,
                              const FileLoader& load, base::Diagnostics& diagnostics);

}  // namespace barqdb::revision
