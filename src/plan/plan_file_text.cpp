// Plan files as JSON; the hash is that of the same JSON without it.
#include <nlohmann/json.hpp>

#include "base/hash.hpp"
#include "plan/plan_file.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::ordered_json;

constexpr int format_version = 1;

const char* mode_name(config::OnlineMode mode) {
  if (mode == config::OnlineMode::always) return "always";
  return mode == config::OnlineMode::never ? "never" : "auto";
}

config::OnlineMode mode_of(const std::string& name) {
  if (name == "always") return config::OnlineMode::always;
  return name == "never" ? config::OnlineMode::never : config::OnlineMode::auto_;
}

Json settings_json(const config::OnlineSettings& online) {
  return {{"online", mode_name(online.mode)},
          {"lock_timeout_ms", online.lock_timeout.count()},
          {"lock_budget_ms", online.lock_budget.count()},
          {"wait_budget_ms", online.wait_budget.count()},
          {"jobs", online.jobs},
          {"maintenance_memory", online.maintenance_memory},
          {"small_table", online.small_table}};
}

config::OnlineSettings settings_of(const Json& json) {
  config::OnlineSettings online;
  online.mode = mode_of(json.at("online"));
  online.lock_timeout = base::Milliseconds(json.at("lock_timeout_ms").get<std::int64_t>());
  online.lock_budget = base::Milliseconds(json.at("lock_budget_ms").get<std::int64_t>());
  online.wait_budget = base::Milliseconds(json.at("wait_budget_ms").get<std::int64_t>());
  online.jobs = json.at("jobs");
  online.maintenance_memory = json.at("maintenance_memory");
  online.small_table = json.at("small_table");
  return online;
}

Json operation_json(const FixedOperation& operation) {
  return {{"step", operation.step},         {"intent", operation.intent},     {"object", operation.object},
          {"strategy", operation.strategy}, {"decision", operation.decision}, {"before", operation.before},
          {"sql", operation.sql},           {"after", operation.after}};
}

FixedOperation operation_of(const Json& json) {
  return {json.at("step"),     json.at("intent"), json.at("object"), json.at("strategy"),
          json.at("decision"), json.at("before"), json.at("sql"),    json.at("after")};
}

Json revision_json(const FixedRevision& revision) {
  Json files = Json::array();
  for (const model::ReferredFile& file : revision.files)
    files.push_back({{"path", file.path}, {"checksum", file.checksum}});
  Json operations = Json::array();
  for (const FixedOperation& operation : revision.operations) operations.push_back(operation_json(operation));
  return {{"revision", revision.id}, {"checksum", revision.checksum}, {"files", files}, {"operations", operations}};
}

FixedRevision revision_of(const Json& json) {
  FixedRevision revision{json.at("revision"), json.at("checksum"), {}, {}};
  for (const Json& file : json.at("files")) revision.files.push_back({file.at("path"), file.at("checksum")});
  for (const Json& operation : json.at("operations")) revision.operations.push_back(operation_of(operation));
  return revision;
}

std::string hash_of(const Json& json) { return base::sha256_hex(json.dump(-1, ' ', true)); }

PlanFile file_of(const Json& json) {
  PlanFile file;
  file.direction = json.at("direction") == "up" ? model::Direction::up : model::Direction::down;
  file.target = json.at("target");
  file.database = json.at("database");
  file.server_major = json.at("server_major");
  file.online = settings_of(json.at("settings"));
  file.applied = json.at("applied").get<std::map<std::string, std::string>>();
  file.open = json.at("open").get<std::vector<std::string>>();
  file.facts = json.at("facts").get<std::map<std::string, std::string>>();
  for (const Json& revision : json.at("revisions")) file.revisions.push_back(revision_of(revision));
  return file;
}

}  // namespace

std::string write_plan_file(const PlanFile& file) {
  Json json = {{"barqdb_plan", format_version},
               {"direction", model::name_of(file.direction)},
               {"target", file.target},
               {"database", file.database},
               {"server_major", file.server_major},
               {"settings", settings_json(file.online)},
               {"applied", file.applied},
               {"open", file.open},
               {"facts", file.facts}};
  json["revisions"] = Json::array();
  for (const FixedRevision& revision : file.revisions) json["revisions"].push_back(revision_json(revision));
  json["hash"] = hash_of(json);
  return json.dump(1, ' ', true) + "\n";
}

PlanFile read_plan_file(std::string_view text, const std::string& path) {
  const char* const write_one = "write one with `barqdb plan TARGET --out FILE`";
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("barqdb_plan"))
    throw base::Error(base::ErrorKind::usage, path + " is no plan file", write_one);
  if (json["barqdb_plan"] != format_version)
    throw base::Error(base::ErrorKind::usage, path + " is of another version of barqdb", write_one);
  const Json hash = json.value("hash", Json());
  json.erase("hash");
  if (hash != hash_of(json)) {
    throw base::Error(base::ErrorKind::refused, "plan file " + path + " was edited after it was written",
                      "plan again with `barqdb plan TARGET --out FILE`");
  }
  try {
    return file_of(json);
  } catch (const Json::exception&) {
    throw base::Error(base::ErrorKind::usage, path + " is no complete plan file", write_one);
  }
}

}  // namespace barqdb::plan
