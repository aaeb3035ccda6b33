// Passwords in a text for people. Pure.
#pragma once

#include <string>
#include <string_view>

namespace barqdb::base {

// *** in place of what stands between the colon and the @ of a URL, and of the value behind password=. Rather too much
// is hidden than too little: the text may be a connection string that somebody mistyped.
std::string hide_passwords(std::string_view text);

}  // namespace barqdb::base
