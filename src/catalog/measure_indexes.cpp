// pgstattuple, one index after the other, within a budget of time.
#include <chrono>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "catalog/check_facts.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

using Clock = std::chrono::steady_clock;

// A short wait for a lock, because a measurement must not stand in the queue before anybody else.
constexpr const char* settings = "SET lock_timeout = '200ms'";

model::MeasuredIndex measure(db::Connection& connection, const std::string& function, std::int64_t oid,
                             Clock::time_point end) {
  db::RunOptions options;
  options.on_tick = [end] { return Clock::now() < end; };
  options.tick = base::Milliseconds(50);
  const db::Result result = connection.run(
      "SELECT s.index_size / pg_catalog.current_setting('block_size')::bigint, s.leaf_pages, s.internal_pages, "
      "CASE WHEN s.avg_leaf_density = 'NaN' THEN 0 ELSE s.avg_leaf_density END, "
      "coalesce((SELECT o.option_value::integer FROM pg_catalog.pg_class AS c, "
      "pg_catalog.pg_options_to_table(c.reloptions) AS o WHERE c.oid = " +
          std::to_string(oid) + " AND o.option_name = 'fillfactor'), 90) FROM " + function + "(" + std::to_string(oid) +
          "::regclass) AS s",
      options);
  model::MeasuredIndex measured;
  measured.pages = result.integer(0, 0);
  measured.leaf_pages = result.integer(0, 1);
  measured.internal_pages = result.integer(0, 2);
  measured.leaf_density = result.number(0, 3);
  measured.fillfactor = static_cast<int>(result.integer(0, 4));
  return measured;
}

}  // namespace

void measure_indexes(db::Connection& connection, const std::vector<const model::IndexUsage*>& indexes,
                     base::Milliseconds budget, model::CheckFacts& facts) {
  const db::Result environment = connection.query(sql::check_environment);
  if (environment.null(0, 3)) {
    facts.not_examined.push_back(
        {"index.bloat", "exact figures need the extension pgstattuple: CREATE EXTENSION pgstattuple"});
    return;
  }
  const std::string function = base::quote_identifier(environment.text(0, 3)) + ".pgstatindex";
  const Clock::time_point end = Clock::now() + budget;
  connection.query(settings);
  for (const model::IndexUsage* index : indexes) {
    if (Clock::now() >= end) {
      facts.not_examined.push_back({index->index.text(), "not measured: --exact-budget was spent"});
      continue;
    }
    try {
      facts.measured[index->oid] = measure(connection, function, index->oid, end);
    } catch (const base::Error& error) {
      if (!connection.alive() || error.kind == base::ErrorKind::interrupted) throw;
      facts.not_examined.push_back({index->index.text(), "not measured: " + error.message});
    }
  }
  connection.query("RESET lock_timeout");
}

}  // namespace barqdb::catalog
