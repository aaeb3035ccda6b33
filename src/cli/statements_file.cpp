// Counters to JSON and back.
#include "cli/statements_file.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/yaml.hpp"

namespace barqdb::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFileLimit = 256U << 20;

Json object_of(const model::StatementUsage& usage) {
  return {{"query_id", usage.query_id},
          {"query", usage.query},
          {"calls", usage.calls},
          {"total_ms", usage.total_ms},
          {"max_ms", usage.max_ms},
          {"stddev_ms", usage.stddev_ms},
          {"rows", usage.rows},
          {"blocks_hit", usage.blocks_hit},
          {"blocks_read", usage.blocks_read},
          {"temp_blocks", usage.temp_blocks},
          {"wal_bytes", usage.wal_bytes}};
}

model::StatementUsage usage_of(const Json& object) {
  model::StatementUsage usage;
  usage.query_id = object.at("query_id");
  usage.query = object.at("query");
  usage.calls = object.at("calls");
  usage.total_ms = object.at("total_ms");
  usage.max_ms = object.at("max_ms");
  usage.stddev_ms = object.at("stddev_ms");
  usage.rows = object.at("rows");
  usage.blocks_hit = object.at("blocks_hit");
  usage.blocks_read = object.at("blocks_read");
  usage.temp_blocks = object.at("temp_blocks");
  usage.wal_bytes = object.at("wal_bytes");
  return usage;
}

}  // namespace

std::string statements_text(const model::StatementFacts& facts) {
  Json whole = {{"schema_version", 1}, {"kind", "statements"}, {"database", facts.database}, {"now", facts.now}};
  whole["statements"] = Json::array();
  for (const model::StatementUsage& usage : facts.statements) whole["statements"].push_back(object_of(usage));
  return whole.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

model::StatementFacts load_statements(const std::string& path) {
  model::StatementFacts facts;
  const std::string text = base::load_file(path, kFileLimit);
  try {
    const Json whole = Json::parse(text);
    if (whole.at("kind") != "statements" || whole.at("schema_version") != 1) throw std::runtime_error("another file");
    facts.database = whole.at("database");
    facts.now = whole.at("now");
    for (const Json& object : whole.at("statements")) facts.statements.push_back(usage_of(object));
  } catch (const std::exception&) {
    throw base::Error(base::ErrorKind::usage, path + " was not written by query-report --save",
                      "write one: barqdb query-report --save " + path, {path});
  }
  return facts;
}

}  // namespace barqdb::cli
