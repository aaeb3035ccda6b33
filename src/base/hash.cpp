// SHA-256 by OpenSSL.
#include "base/hash.hpp"

#define OPENSSL_SUPPRESS_DEPRECATED  // SHA256() would set up providers and read openssl.cnf first: 2 ms of every start
#include <openssl/sha.h>

#include <array>

namespace barqdb::base {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &context);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

}  // namespace barqdb::base
