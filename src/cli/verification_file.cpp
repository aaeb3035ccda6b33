// Measures to JSON and back.
#include "cli/verification_file.hpp"

#include <nlohmann/json.hpp>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/yaml.hpp"

namespace barqdb::cli {
namespace {

using Json = nlohmann::ordered_json;
using model::QueryMeasure;

constexpr std::size_t kFileLimit = 256U << 20;

// A query that failed has none.
Json plan_of(const QueryMeasure& measure) {
  return measure.plan.empty() ? Json() : Json::parse(measure.plan, nullptr, false);
}

Json object_of(const QueryMeasure& measure) {
  return {{"name", measure.name},
          {"error", measure.error},
          {"cost", measure.cost},
          {"times_ms", measure.times},
          {"rows", measure.rows},
          {"rows_read", measure.rows_read},
          {"buffers_hit", measure.buffers_hit},
          {"buffers_read", measure.buffers_read},
          {"shape", measure.shape},
          {"indexes", measure.indexes},
          {"tables", measure.tables},
          {"plan", plan_of(measure)}};
}

QueryMeasure measure_of(const Json& object) {
  QueryMeasure measure;
  measure.name = object.at("name");
  measure.error = object.at("error");
  measure.cost = object.at("cost");
  measure.times = object.at("times_ms").get<std::vector<double>>();
  measure.rows = object.at("rows");
  measure.rows_read = object.at("rows_read");
  measure.buffers_hit = object.at("buffers_hit");
  measure.buffers_read = object.at("buffers_read");
  measure.shape = object.at("shape");
  measure.indexes = object.at("indexes").get<std::vector<std::string>>();
  measure.tables = object.at("tables").get<std::vector<std::string>>();
  if (const Json& plan = object.at("plan"); !plan.is_null()) measure.plan = plan.dump();
  return measure;
}

}  // namespace

std::string verification_text(const std::vector<QueryMeasure>& measures, const std::string& database,
                              int server_version) {
  Json whole = {{"schema_version", 1},
                {"kind", "verify"},
                {"measured_at", base::utc_time()},
                {"database", database},
                {"server_version", server_version}};
  whole["queries"] = Json::array();
  for (const QueryMeasure& measure : measures) whole["queries"].push_back(object_of(measure));
  return whole.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<QueryMeasure> load_verification(const std::string& path) {
  const std::string text = base::load_file(path, kFileLimit);
  std::vector<QueryMeasure> measures;
  try {
    const Json whole = Json::parse(text);
    if (whole.at("kind") != "verify" || whole.at("schema_version") != 1)
      throw std::runtime_error("another kind of file");
    for (const Json& object : whole.at("queries")) measures.push_back(measure_of(object));
  } catch (const std::exception&) {
    throw base::Error(base::ErrorKind::usage, path + " was not written by verify --save",
                      "write one: barqdb verify FILE --save " + path, {path});
  }
  return measures;
}

}  // namespace barqdb::cli
