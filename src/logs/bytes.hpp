// Where the bytes of a log come from: a file, standard input, a compressed file, a file that still grows.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace barqdb::logs {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Up to `size` bytes; 0 at the end. Throws Error{usage} when the file cannot be read.
  virtual std::size_t read(char* to, std::size_t size) = 0;
  // What is wrong with the end of it, such as a compressed file that was cut off; "" when nothing is.
  virtual std::string complaint() const { return ""; }
  // Reading may wait for bytes that are not written yet.
  virtual bool grows() const { return false; }
};

// "-" is standard input. gzip and zstd are known by their first bytes, not by the name.
std::unique_ptr<ByteSource> open_bytes(const std::string& path);

// Waits at the end for more, goes on with the new file when the path was rotated, and begins anew when the file was
// made shorter. Ends when the person interrupts, or when `moved_on` (asked at every idle end) says so.
std::unique_ptr<ByteSource> open_growing(const std::string& path, bool (*moved_on)(void*), void* argument);

}  // namespace barqdb::logs
