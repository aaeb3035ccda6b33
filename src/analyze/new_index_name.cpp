// Naming a suggested index.
#include "analyze/new_index_name.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace barqdb::analyze {
namespace {

constexpr std::size_t longest = 60;  // of 63 bytes: room for a number

}  // namespace

std::string NewIndexNames::name_of(const model::QualifiedName& table, const std::vector<std::string>& columns) {
  const Subject subject{table, columns};
  const std::string base_name =
      std::string(base::first_bytes("idx_" + table.name + "_" + base::join(columns, "_"), longest));
  model::QualifiedName name{table.schema, base_name};
  for (int number = 2;; ++number) {
    if (!input_.index_exists(name) && given_.emplace(name, subject).first->second == subject) return name.name;
    name.name = base_name + "_" + std::to_string(number);
  }
}

}  // namespace barqdb::analyze
