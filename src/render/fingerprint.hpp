// What findings are called between runs, and how files are named to programs of a pipeline.
#pragma once

#include <string>
#include <vector>

#include "model/report.hpp"

namespace barqdb::render {

// One a finding, in their order: the same in every run that finds the same, also when lines move or numbers in the
// message change; different for each finding of a report.
std::vector<std::string> fingerprints(const model::Report& report);

// The file as a repository knows it: "./a//b" is "a/b".
std::string plain_path(const std::string& file);
// The same as a URI reference (RFC 3986): relative stays relative, absolute becomes file:///.
std::string file_uri(const std::string& file);
// Bytes that are not UTF-8 replaced, so that no reader refuses the whole report.
std::string valid_utf8(std::string text);

}  // namespace barqdb::render
