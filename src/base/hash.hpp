// SHA-256, for checksums of files and definitions.
#pragma once

#include <string>
#include <string_view>

namespace barqdb::base {

std::string sha256_hex(std::string_view bytes);  // 64 lower-case hexadecimal characters

}  // namespace barqdb::base
