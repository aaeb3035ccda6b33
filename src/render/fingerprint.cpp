// Identities of findings and names of files for programs of a pipeline.
#include "render/fingerprint.hpp"

#include <cctype>
#include <filesystem>
#include <map>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace barqdb::render {

std::vector<std::string> fingerprints(const model::Report& report) {
  std::map<std::string, int> seen;
  std::vector<std::string> out;
  for (const model::Finding& finding : report.findings) {
    const std::string identity =
        base::join({report.name, finding.check, plain_path(finding.file), finding.object}, std::string_view("\0", 1));
    const int occurrence = seen[identity]++;
    out.push_back(base::sha256_hex(identity + std::string(1, '\0') + std::to_string(occurrence)));
  }
  return out;
}

std::string plain_path(const std::string& file) {
  return std::filesystem::path(file).lexically_normal().generic_string();
}

std::string file_uri(const std::string& file) {
  static const char* digits = "0123456789ABCDEF";
  const std::string path = plain_path(file);
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool unreserved =
        byte < 0x80 && (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos);
    if (unreserved) {
      out += c;
    } else {
      out += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return out;
}

std::string valid_utf8(std::string text) {
  for (std::size_t bad = base::find_invalid_utf8(text); bad != std::string::npos; bad = base::find_invalid_utf8(text)) {
    text.replace(bad, 1, "\xEF\xBF\xBD");
  }
  return text;
}

}  // namespace barqdb::render
