// A report as the JSON envelope that scripts rely on: one envelope for every report.
#include <cmath>
#include <nlohmann/json.hpp>

#include "render/render.hpp"

namespace barqdb::render {
namespace {

using Json = nlohmann::ordered_json;  // keys stay in the order of the columns

struct ToJson {
  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(double value) const { return std::isfinite(value) ? Json(value) : Json(nullptr); }
  Json operator()(const std::vector<model::Hazard>& hazards) const {
    Json out = Json::array();
    for (const model::Hazard& hazard : hazards) {
      out.push_back({{"rule", hazard.rule},
                     {"severity", hazard.severity},
                     {"message", hazard.message},
                     {"file", hazard.file},
                     {"line", hazard.line}});
    }
    return out;
  }
  template <typename Other>
  Json operator()(const Other& value) const {
    return value;
  }
};

Json object_of(const std::vector<std::pair<std::string, model::Value>>& pairs) {
  Json out = Json::object();
  for (const auto& [key, value] : pairs) out[key] = std::visit(ToJson{}, value);
  return out;
}

Json finding_object(const model::Finding& finding) {
  Json out = {{"check", finding.check},   {"verdict", finding.verdict}, {"severity", finding.severity},
              {"object", finding.object}, {"table", finding.table},     {"message", finding.message}};
  out["evidence"] = object_of(finding.evidence);
  if (!finding.sql_do.empty() || !finding.sql_undo.empty()) {
    out["sql"] = {{"do", finding.sql_do}, {"undo", finding.sql_undo}};
  }
  if (!finding.file.empty()) {
    out["file"] = finding.file;
    out["line"] = finding.line;
    if (finding.column > 0) out["column"] = finding.column;
  }
  return out;
}

// Text from a server in another encoding must not make the report fail.
std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// Rows are most of a report: their keys are turned into text once, and numbers need no tree.
std::string row_text(const std::vector<std::string>& keys, const std::vector<model::Value>& row) {
  std::string out = "{";
  for (std::size_t i = 0; i < row.size(); ++i) {
    out += keys.at(i);
    if (const auto* whole = std::get_if<std::int64_t>(&row[i])) {
      out += std::to_string(*whole);
    } else if (const auto* flag = std::get_if<bool>(&row[i])) {
      out += *flag ? "true" : "false";
    } else {
      out += text_of(std::visit(ToJson{}, row[i]));
    }
  }
  return out + "}";
}

// The text before each value of a row: ,"scans":
std::vector<std::string> row_keys(const std::vector<model::Column>& columns) {
  std::vector<std::string> keys;
  for (const model::Column& column : columns) keys.push_back((keys.empty() ? "" : ",") + text_of(column.key) + ":");
  return keys;
}

// One element a line, each turned into text at once: ten thousand rows never exist as a tree in memory.
template <typename Items, typename MakeText>
void append_array(std::string& out, const char* key, const Items& items, MakeText make_text) {
  out += std::string(" \"") + key + "\": [";
  const char* separator = "\n  ";
  for (const auto& item : items) {
    out += separator + make_text(item);
    separator = ",\n  ";
  }
  out += items.empty() ? "]" : "\n ]";
}

}  // namespace

std::string json(const model::Report& report) {
  std::string out = "{\n \"schema_version\": 1,\n";
  out += " \"report\": " + text_of(report.name) + ",\n";
  out += " \"generated_at\": " + text_of(report.generated_at) + ",\n";
  out += " \"database\": " + text_of(report.database) + ",\n";
  out += " \"server_version\": " + std::to_string(report.server_version) + ",\n";
  out += " \"metrics\": " + text_of(object_of(report.metrics)) + ",\n";
  const std::vector<std::string> keys = row_keys(report.columns);
  append_array(out, "rows", report.rows, [&](const auto& row) { return row_text(keys, row); });
  out += ",\n";
  append_array(out, "findings", report.findings, [](const auto& item) { return text_of(finding_object(item)); });
  out += ",\n";
  append_array(out, "not_examined", report.not_examined, [](const model::NotExamined& item) {
    return text_of(Json{{"object", item.object}, {"reason", item.reason}});
  });
  out += "\n}\n";
  return out;
}

}  // namespace barqdb::render
