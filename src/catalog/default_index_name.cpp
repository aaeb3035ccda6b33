// ChooseIndexName and makeObjectName of PostgreSQL: the parts are cut where the whole would have more than 63 bytes.
#include "catalog/default_index_name.hpp"

#include <string_view>

#include "base/utf8.hpp"

namespace barqdb::catalog {
namespace {

constexpr std::size_t longest = 63;

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
  return std::string(base::first_bytes(table, head)) + "_" + std::string(base::first_bytes(middle, body)) +
         std::string(end);
}

}  // namespace barqdb::catalog
