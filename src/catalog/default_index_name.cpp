// ChooseIndexName and makeObjectName of PostgreSQL: the parts are cut where the whole would have more than 63 bytes.
#include "catalog/default_index_name.hpp"

#include <algorithm>
#include <string_view>

namespace barqdb::catalog {
namespace {

constexpr std::size_t longest = 63;

// At most `most` bytes, cut between two characters.
std::string_view clipped(std::string_view text, std::size_t most) {
  std::size_t end = std::min(text.size(), most);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

}  // namespace

std::string default_index_name(const std::string& table, const std::vector<std::string>& columns) {
  std::string middle;
  for (const std::string& column : columns) {
    if (!middle.empty()) middle += '_';
    middle += column;
    if (middle.size() > longest) break;
  }
  constexpr std::string_view end = "_idx";
  const std::size_t room = longest - end.size() - 1;
  std::size_t head = table.size(), body = middle.size();
  while (head + body > room) {
    if (head > body)
      --head;
    else
      --body;
  }
  return std::string(clipped(table, head)) + "_" + std::string(clipped(middle, body)) + std::string(end);
}

}  // namespace barqdb::catalog
