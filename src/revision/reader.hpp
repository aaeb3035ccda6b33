// Revision files → Revision (head) and RevisionBody (steps). See docs/revision-files.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "model/revision.hpp"

namespace barqdb::revision {

// Whether a file of this name, directly in the migrations folder, is a revision: *.yaml, *.yml or *.sql that begins
// with neither a dot nor an underscore.
bool is_revision_file(std::string_view name);

// Reads the heads of all *.yaml, *.yml and *.sql files directly in the folder, sorted by file name. Every complaint of
// every file goes to `diagnostics`; files with complaints are left out. Throws Error{usage} when the folder cannot be
// read.
std::vector<model::Revision> load_revisions(const std::string& folder, base::Diagnostics& diagnostics);

// Reads the steps of one revision with the files that they refer to. Files are looked up inside the migrations folder
// only.
model::RevisionBody load_body(const model::Revision& revision, const std::string& folder,
                              base::Diagnostics& diagnostics);

// Index definitions of one file (docs/index-definitions.md).
std::vector<model::IndexDefinition> load_index_definitions(const std::string& path, base::Diagnostics& diagnostics);

// The same from memory, for fuzzing and for tests; `file` is for messages.
model::Revision parse_revision(std::string_view text, const std::string& file, base::Diagnostics& diagnostics);
std::vector<model::IndexDefinition> parse_index_definitions(std::string_view text, const std::string& file,
                                                            base::Diagnostics& diagnostics);

}  // namespace barqdb::revision
