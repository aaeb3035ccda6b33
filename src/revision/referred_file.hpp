// Files that a revision refers to: inside the migrations folder only.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "base/place.hpp"

namespace barqdb::revision {

// Gives the bytes of a file by its path relative to the migrations folder. Throws Error{usage} at `place`, where the
// path stands, when it leads outside, is no regular file, or is larger than `limit`.
using FileLoader = std::function<std::string(const std::string& path, std::size_t limit, const base::Place& place)>;

FileLoader files_of(const std::string& folder);

}  // namespace barqdb::revision
