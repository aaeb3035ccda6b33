// Files that commands make, and the folders for them; both throw Error{usage}. (write_file, for results, stands beside
// Context::write.)
#pragma once

#include <string>

namespace barqdb::cli {

// A file that must not exist yet.
void write_new_file(const std::string& path, const std::string& bytes);
void make_folder(const std::string& folder);

}  // namespace barqdb::cli
