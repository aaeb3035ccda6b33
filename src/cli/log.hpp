// The log: what a run did, for a person who asked (-v), and for the file that BARQDB_LOG names.
#pragma once

#include <string>

namespace barqdb::cli {

// Opens the log once. With `verbose`, lines go to stderr as they are; with a file, also there, dated. Throws
// Error{usage} when the file cannot be opened.
void open_log(bool verbose, const std::string& file);
void log_detail(const std::string& line);
// A line that the person has seen already: for the file only.
void log_said(const std::string& line);

}  // namespace barqdb::cli
