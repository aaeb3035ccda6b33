// From libpg-query's text to nlohmann's tree.
#include "plan/statement_tree.hpp"

#include <nlohmann/json.hpp>
#include <string>

#include "plan/raw_tree.hpp"

namespace barqdb::plan {

nlohmann::json statement_tree(std::string_view sql) {
  const RawTree raw = raw_tree(std::string(sql));
  if (raw.json.empty()) return {};
  nlohmann::json tree = nlohmann::json::parse(raw.json, nullptr, /*allow_exceptions=*/false);
  return tree.is_object() ? tree : nlohmann::json();
}

}  // namespace barqdb::plan
