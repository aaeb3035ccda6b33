// From libpg-query's text to nlohmann's tree.
#include "plan/statement_tree.hpp"

#include <pg_query.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace barqdb::plan {

nlohmann::json statement_tree(std::string_view sql) {
  PgQueryParseResult parsed = pg_query_parse(std::string(sql).c_str());
  const auto free = [](PgQueryParseResult* result) { pg_query_free_parse_result(*result); };
  const std::unique_ptr<PgQueryParseResult, decltype(free)> owner(&parsed, free);
  if (parsed.error != nullptr) return {};
  nlohmann::json tree = nlohmann::json::parse(parsed.parse_tree, nullptr, /*allow_exceptions=*/false);
  return tree.is_object() ? tree : nlohmann::json();
}

}  // namespace barqdb::plan
