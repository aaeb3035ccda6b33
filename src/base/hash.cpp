// SHA-256 by OpenSSL.
#include "base/hash.hpp"

#include <openssl/evp.h>

#include <array>

#include "base/error.hpp"

namespace barqdb::base {

std::string sha256_hex(std::string_view bytes) {
  // Fetching the algorithm costs more than hashing a small file; it is immutable and safe to share between threads.
  static const EVP_MD* const algorithm = EVP_sha256();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm, nullptr) != 1) {
    throw Error(ErrorKind::server, "the cryptographic library refused to compute SHA-256");
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * size);
  for (unsigned i = 0; i < size; ++i) {
    out += digits[digest[i] >> 4];
    out += digits[digest[i] & 15];
  }
  return out;
}

}  // namespace barqdb::base
