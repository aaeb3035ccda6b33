// What a batch does, as one text: by its hash the same command finds its batch again.
#pragma once

#include <string>

#include "batch/work.hpp"

namespace barqdb::batch {

// What is done to which rows of which table. How they are walked (key, pace, guards) and what is kept of them is no
// part of it, nor are white space, comments, and the case of names in SQL.
std::string identity_of(const Work& work);
// A file by whatever path it is named; "-" is standard input.
std::string whole_path(const std::string& file);

}  // namespace barqdb::batch
