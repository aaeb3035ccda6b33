// A fast hash of bytes, for keys inside one run; not for anything that is written down.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace barqdb::logs {

inline std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29U);
}

inline std::uint64_t hash_bytes(std::string_view bytes) {
  std::uint64_t hash = 0x51'7C'C1'B7'27'22'0A'95ULL ^ bytes.size();
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 8; left -= 8, at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    hash = mix(hash, word);
  }
  std::uint64_t word = 0;
  if (left > 0) std::memcpy(&word, at, left);
  return mix(mix(hash, word), left);
}

}  // namespace barqdb::logs
