// Members of objects in JSON that PostgreSQL printed, where a missing one or one of another kind reads as nothing.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace barqdb::plan {

inline std::string text_member(const nlohmann::json& node, const char* key) {
  const auto found = node.find(key);
  return found != node.end() && found->is_string() ? found->get<std::string>() : std::string();
}

inline double number_member(const nlohmann::json& node, const char* key) {
  const auto found = node.find(key);
  return found != node.end() && found->is_number() ? found->get<double>() : 0;
}

}  // namespace barqdb::plan
