// JSON by the library: a file's name may hold quotes and backslashes.
#include "plan/referred_files.hpp"

#include <nlohmann/json.hpp>

namespace barqdb::plan {

using Json = nlohmann::json;

std::string write_referred_files(const std::vector<model::ReferredFile>& files) {
  Json list = Json::array();
  for (const model::ReferredFile& file : files) list.push_back(Json::array({file.path, file.checksum}));
  return list.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

std::vector<model::ReferredFile> read_referred_files(std::string_view json) {
  const Json list = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  std::vector<model::ReferredFile> files;
  if (!list.is_array()) return files;
  for (const Json& pair : list) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string()) continue;
    files.push_back({pair[0].get<std::string>(), pair[1].get<std::string>()});
  }
  return files;
}

}  // namespace barqdb::plan
