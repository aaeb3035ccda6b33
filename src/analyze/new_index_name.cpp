// Naming a suggested index.
#include "analyze/new_index_name.hpp"

#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

constexpr std::size_t longest = 60;  // of 63 bytes: room for a number

// Cut where a character of UTF-8 ends.
std::string cut(std::string name, std::size_t bytes) {
  if (name.size() <= bytes) return name;
  while (bytes > 0 && (static_cast<unsigned char>(name[bytes]) & 0xC0U) == 0x80U) --bytes;
  return name.substr(0, bytes);
}

}  // namespace

std::string NewIndexNames::name_of(const model::QualifiedName& table, const std::vector<std::string>& columns) {
  const Subject subject{table, columns};
  const std::string base_name = cut("idx_" + table.name + "_" + base::join(columns, "_"), longest);
  model::QualifiedName name{table.schema, base_name};
  for (int number = 2;; ++number) {
    if (!input_.index_exists(name) && given_.emplace(name, subject).first->second == subject) return name.name;
    name.name = base_name + "_" + std::to_string(number);
  }
}

}  // namespace barqdb::analyze
