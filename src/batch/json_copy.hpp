// A value of JSON as COPY reads it. Pure.
#pragma once

#include <string>

#include "batch/json_row.hpp"
#include "batch/target.hpp"

namespace barqdb::batch {

// In the text format of COPY for a column of this type: escaped, \N for null.
std::string copy_text(const JsonValue& value, const Column& column);

}  // namespace barqdb::batch
