// Reads what snapshots remember.
#include <map>

#include "base/error.hpp"
#include "catalog/catalog_text.hpp"
#include "execute/snapshot.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {
namespace {

using model::SourceHistory;

// A source with the snapshot after which its growth is added up; 0: all of them.
struct Reading {
  SourceHistory source;
  std::int64_t after = 0;
};
using Sources = std::map<std::int64_t, Reading>;  // by the id in the table

Sources read_sources(db::Connection& connection, const std::string& system, std::optional<std::int64_t> since) {
  Sources out;
  const db::Result rows =
      connection.query(sql::usage_sources, {system, since ? db::Param(std::to_string(*since)) : db::Param()});
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    SourceHistory source;
    source.epoch = rows.text(i, 1);
    source.node = rows.text(i, 2);
    source.began = rows.integer(i, 3);
    source.first = rows.integer(i, 4);
    source.last = rows.integer(i, 5);
    source.baseline = catalog::optional_integer(rows, i, 6);
    out.emplace(rows.integer(i, 0), Reading{std::move(source), rows.integer(i, 7)});
  }
  return out;
}

void read_states(db::Connection& connection, const std::string& system, Sources& sources) {
  const db::Result indexes = connection.query(sql::usage_states, {system});
  for (std::size_t i = 0; i < indexes.rows(); ++i) {
    const auto source = sources.find(indexes.integer(i, 0));
    if (source == sources.end()) continue;
    model::IndexMemory& memory = source->second.source.indexes[indexes.integer(i, 1)];
    memory.last = {indexes.integer(i, 2), indexes.integer(i, 3), indexes.integer(i, 4)};
    memory.earlier_scans = indexes.integer(i, 5);
    memory.counted_since = catalog::optional_integer(indexes, i, 6);
    memory.first_seen = indexes.integer(i, 7);
    if (!indexes.null(i, 8)) memory.built_bytes_per_row = indexes.number(i, 8);
  }
  const db::Result tables = connection.query(sql::usage_table_states, {system});
  for (std::size_t i = 0; i < tables.rows(); ++i) {
    const auto source = sources.find(tables.integer(i, 0));
    if (source != sources.end())
      source->second.source.tables[tables.integer(i, 1)] = {tables.integer(i, 2), tables.integer(i, 3)};
  }
}

void read_growth(db::Connection& connection, std::int64_t id, std::int64_t since, Reading& reading) {
  const std::vector<db::Param> parameters = {std::to_string(id), std::to_string(reading.after), std::to_string(since)};
  SourceHistory& source = reading.source;
  const db::Result indexes = connection.query(sql::usage_index_sums, parameters);
  for (std::size_t i = 0; i < indexes.rows(); ++i)
    source.index_growth[indexes.integer(i, 0)] = {indexes.integer(i, 1), indexes.integer(i, 2), indexes.integer(i, 3)};
  const db::Result tables = connection.query(sql::usage_table_sums, parameters);
  for (std::size_t i = 0; i < tables.rows(); ++i)
    source.table_growth[tables.integer(i, 0)] = {tables.integer(i, 1), tables.integer(i, 2)};
}

// Adding up the growth of three months costs time, so only where it counts: in a window that begins with a snapshot,
// and for counters that are gone.
bool growth_counts(const SourceHistory& source, const HistoryQuestion& question) {
  if (question.since && source.last < *question.since) return false;
  return source.baseline || !question.live.contains(source.epoch);
}

model::UsageHistory read_all(db::Connection& connection, const HistoryQuestion& question) {
  Sources sources = read_sources(connection, question.system_identifier, question.since);
  read_states(connection, question.system_identifier, sources);
  model::UsageHistory history;
  for (auto& [id, reading] : sources) {
    if (growth_counts(reading.source, question)) read_growth(connection, id, question.since.value_or(0), reading);
    history.sources.push_back(std::move(reading.source));
  }
  return history;
}

}  // namespace

model::UsageHistory read_usage_history(db::Connection& connection, const HistoryQuestion& question) {
  if (!has_snapshots(connection)) return {};
  try {
    return read_all(connection, question);
  } catch (const base::Error& error) {
    if (error.sqlstate != "42501") throw;
    model::UsageHistory history;
    history.problem = "this role may not read the snapshots: GRANT SELECT ON ALL TABLES IN SCHEMA barqdb to it";
    return history;
  }
}

std::vector<std::pair<std::int64_t, std::int64_t>> read_scan_series(db::Connection& connection, std::int64_t since,
                                                                    int buckets) {
  std::vector<std::pair<std::int64_t, std::int64_t>> out;
  if (!has_snapshots(connection)) return out;
  try {
    const db::Result rows = connection.query(sql::usage_series, {std::to_string(since), std::to_string(buckets)});
    for (std::size_t i = 0; i < rows.rows(); ++i) out.emplace_back(rows.integer(i, 0), rows.integer(i, 1));
  } catch (const base::Error& error) {
    if (error.sqlstate != "42501") throw;  // a role that may not read them gets a report without the chart
  }
  return out;
}

}  // namespace barqdb::execute
