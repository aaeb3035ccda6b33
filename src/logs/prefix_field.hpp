// The forms that the values of log_line_prefix's escapes have.
#pragma once

#include <cstddef>
#include <string_view>

namespace barqdb::logs {

enum class FieldForm { free, number, time_ms, time, epoch, session, vxid, sqlstate, signed_number };

FieldForm field_form(char escape);
// The end of the value that begins at `at`, or npos when there is none. An empty value is one where the server writes
// none (a virtual transaction id before there is any).
std::size_t field_end(FieldForm form, std::string_view line, std::size_t at);

}  // namespace barqdb::logs
