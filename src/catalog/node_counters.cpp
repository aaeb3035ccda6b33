// The rows of sql/node_*.sql as values.
#include "catalog/node_counters.hpp"

#include <cmath>

#include "catalog/sql.hpp"

namespace barqdb::catalog {

model::NodeIdentity read_node_identity(db::Connection& connection) {
  const db::Result row = connection.query(sql::node_identity);
  model::NodeIdentity identity;
  identity.system_identifier = row.text(0, 0);
  identity.timeline = static_cast<int>(row.integer(0, 1));
  identity.standby = row.boolean(0, 2);
  identity.counting = row.boolean(0, 3);
  identity.epoch = row.text(0, 4);
  identity.began_exactly = row.text(0, 5);
  identity.began = static_cast<std::int64_t>(std::ceil(row.number(0, 5)));
  identity.now = row.integer(0, 6);
  identity.receivers = row.integer(0, 7);
  identity.commits = row.integer(0, 8);
  return identity;
}

model::NodeCounters read_node_counters(db::Connection& connection) {
  model::NodeCounters counters;
  const bool keeps_last_scan = connection.server_version() >= 160'000;
  const db::Result indexes = connection.query(keeps_last_scan ? sql::node_indexes_16 : sql::node_indexes);
  counters.indexes.reserve(indexes.rows());
  for (std::size_t row = 0; row < indexes.rows(); ++row) {
    std::optional<std::int64_t> last_scan;
    if (!indexes.null(row, 5)) last_scan = indexes.integer(row, 5);
    counters.indexes.push_back({indexes.integer(row, 0), indexes.integer(row, 1), indexes.integer(row, 2),
                                indexes.integer(row, 3), indexes.integer(row, 4), last_scan, std::nullopt,
                                indexes.integer(row, 6), indexes.integer(row, 7), indexes.number(row, 8)});
  }
  const db::Result tables = connection.query(sql::node_tables);
  counters.tables.reserve(tables.rows());
  for (std::size_t row = 0; row < tables.rows(); ++row) {
    counters.tables.push_back({tables.integer(row, 0), tables.integer(row, 1), tables.integer(row, 2)});
  }
  // The counters first, then their age: a reset in between makes them look younger than they are, never older.
  counters.identity = read_node_identity(connection);
  return counters;
}

}  // namespace barqdb::catalog
