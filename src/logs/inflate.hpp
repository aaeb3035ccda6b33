// Decompression of gzip and zstd, a piece at a time.
#pragma once

#include <memory>

#include "logs/bytes.hpp"

namespace barqdb::logs {

// A file that ends early, or whose bytes are damaged, gives what came before; complaint() says so.
std::unique_ptr<ByteSource> inflate_gzip(std::unique_ptr<ByteSource> packed);
std::unique_ptr<ByteSource> inflate_zstd(std::unique_ptr<ByteSource> packed);

}  // namespace barqdb::logs
