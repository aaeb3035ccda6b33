// The words that people put before a value in log_line_prefix: "user=", "db:".
#pragma once

#include <string>

namespace barqdb::logs {

// The escape whose value stands behind the label, which is in lower case: 'u' for "user"; 0 when it says nothing.
char labelled_escape(const std::string& label);

}  // namespace barqdb::logs
