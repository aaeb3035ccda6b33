// The columns of the index report and what stands in them.
#include "analyze/index_rows.hpp"

#include <cmath>

#include "analyze/bloat_estimate.hpp"
#include "analyze/statistics_age.hpp"

namespace barqdb::analyze {

using model::Unit;
using model::Value;

double share_of(const IndexTotals& index) {
  if (index.table_scans == 0) return 0;
  return 100.0 * static_cast<double>(index.scans) / static_cast<double>(index.table_scans);
}

namespace {

// What a person should know of the index at a glance.
std::vector<std::string> properties_of(const IndexTotals& index) {
  const model::IndexUsage& usage = *index.usage;
  std::vector<std::string> out;
  auto add = [&](bool holds, const char* word) {
    if (holds) out.emplace_back(word);
  };
  add(!usage.valid, "invalid");
  add(usage.primary, "primary key");
  add(usage.unique && !usage.primary, "unique");
  add(usage.exclusion, "exclusion");
  add(usage.backs_constraint && !usage.primary && !usage.exclusion, "constraint");
  add(usage.replica_identity, "replica identity");
  add(usage.clustered, "clustered");
  add(usage.partial, "partial");
  add(usage.has_expression, "expression");
  add(usage.partitioned, "partitioned");
  add(usage.parent.has_value(), "partition");
  return out;
}

}  // namespace

std::vector<model::Column> columns_of(const model::IndexUsageFacts& facts) {
  const bool keeps_last_scan = facts.server_version >= 160'000;
  return {{"schema", "schema"},
          {"table", "table"},
          {"index", "index"},
          {"method", "method", Unit::none, false},
          {"properties", "properties"},
          {"bytes", "size", Unit::bytes},
          {"scans", "scans", Unit::count},
          {"share", "share", Unit::percent},
          {"tuples_read", "reads", Unit::count},
          {"tuples_fetched", "fetched", Unit::count, false},
          {"last_scan", "last scan", Unit::none, keeps_last_scan},
          {"table_scans", "table scans", Unit::count, false},
          {"table_writes", "writes", Unit::count},
          {"table_rows", "rows", Unit::count, false},
          {"verdict", "verdict"},
          {"reasons", "reasons", Unit::none, false},
          {"bloat_percent", "empty", Unit::percent, false},
          {"bloat_grade", "bloat grade", Unit::none, false},
          {"valid", "valid", Unit::none, false},
          {"ready", "ready", Unit::none, false},
          {"unique", "unique", Unit::none, false},
          {"primary", "primary", Unit::none, false},
          {"constraint", "constraint", Unit::none, false},
          {"exclusion", "exclusion", Unit::none, false},
          {"replica_identity", "replica identity", Unit::none, false},
          {"clustered", "clustered", Unit::none, false},
          {"expression", "expression", Unit::none, false},
          {"partial", "partial", Unit::none, false},
          {"partitions", "partitions", Unit::count, false},
          {"partition_of", "partition of", Unit::none, false}};
}

std::vector<Value> row_of(const CheckInput& input, const IndexTotals& index, const Verdict& verdict) {
  const model::IndexUsage& usage = *index.usage;
  auto or_nothing = [](bool known, Value value) { return known ? std::move(value) : Value(); };
  const std::optional<Bloat> bloat = bloat_of(input, index);
  const bool known = bloat && bloat->percent;
  return {usage.table.schema,
          usage.table.name,
          usage.index.name,
          usage.method,
          properties_of(index),
          or_nothing(index.bytes.has_value(), index.bytes.value_or(0)),
          index.scans,
          or_nothing(index.table_scans > 0, share_of(index)),
          index.tuples_read,
          index.tuples_fetched,
          or_nothing(index.last_scan.has_value(), iso_time(index.last_scan.value_or(0))),
          index.table_scans,
          index.table_writes,
          index.table_rows,
          verdict.word,
          verdict.reasons,
          or_nothing(known, known ? std::round(*bloat->percent * 10) / 10 : 0),
          or_nothing(bloat.has_value(), known ? bloat->grade : std::string("cannot estimate")),
          usage.valid,
          usage.ready,
          usage.unique,
          usage.primary,
          usage.backs_constraint,
          usage.exclusion,
          usage.replica_identity,
          usage.clustered,
          usage.has_expression,
          usage.partial,
          or_nothing(usage.partitioned, std::int64_t{index.leaves}),
          or_nothing(index.parent != nullptr, index.parent ? index.parent->index.text() : "")};
}

}  // namespace barqdb::analyze
