// Stores, lists and forgets snapshots.
#include "execute/snapshot.hpp"

#include <charconv>

#include "base/error.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {
namespace {

using base::Error;
using base::ErrorKind;

// One of two snapshots at once would count the same growth twice. The key is private to snapshots.
constexpr const char* lock_sql = "SELECT pg_catalog.pg_try_advisory_xact_lock(1650553457, 7)";

// PostgreSQL's array literal of one number of every item.
template <typename Items, typename Number>
std::string numbers(const Items& items, Number number) {
  std::string out = "{";
  out.reserve(items.size() * 8 + 2);
  char text[32];
  for (const auto& item : items) {
    const auto end = std::to_chars(text, text + sizeof text, number(item));
    out.append(text, end.ptr);
    out += ',';
  }
  if (out.size() > 1) out.pop_back();
  return out + "}";
}

std::vector<db::Param> store_parameters(const model::NodeCounters& node, const std::string& now,
                                        const std::string& source, bool from_zero, bool is_new) {
  const auto& indexes = node.indexes;
  const auto& tables = node.tables;
  return {source,
          node.identity.node,
          now,
          from_zero ? "true" : "false",
          is_new ? "true" : "false",
          numbers(indexes, [](const auto& i) { return i.oid; }),
          numbers(indexes, [](const auto& i) { return i.scans; }),
          numbers(indexes, [](const auto& i) { return i.tuples_read; }),
          numbers(indexes, [](const auto& i) { return i.tuples_fetched; }),
          numbers(indexes, [](const auto& i) { return i.filenode; }),
          numbers(indexes, [](const auto& i) { return i.pages; }),
          numbers(indexes, [](const auto& i) { return i.tuples; }),
          numbers(tables, [](const auto& t) { return t.oid; }),
          numbers(tables, [](const auto& t) { return t.sequential_scans; }),
          numbers(tables, [](const auto& t) { return t.writes; })};
}

StoredNode store_node(db::Connection& connection, const model::NodeCounters& node, const std::string& now) {
  const model::NodeIdentity& who = node.identity;
  const db::Result source = connection.query(
      sql::usage_source, {who.epoch, who.system_identifier, who.node, who.standby ? "true" : "false",
                          std::to_string(who.timeline), who.began_exactly, now, std::to_string(who.commits)});
  const bool is_new = source.boolean(0, 1);
  const db::Result stored = connection.query(
      sql::usage_store, store_parameters(node, now, std::string(source.text(0, 0)), source.boolean(0, 2), is_new));
  return {who.node, !is_new, stored.integer(0, 0), stored.integer(0, 1)};
}

// Two names of the profile that lead to the same server must not count its growth twice.
bool seen_before(const std::vector<model::NodeCounters>& nodes, std::size_t at) {
  for (std::size_t i = 0; i < at; ++i) {
    if (nodes[i].identity.epoch == nodes[at].identity.epoch) return true;
  }
  return false;
}

void begin(db::Connection& connection) {
  connection.query("BEGIN");
  if (!connection.query(lock_sql).boolean(0, 0)) {
    throw Error(ErrorKind::busy, "another snapshot is being taken of this database", "try again in a moment");
  }
  if (!has_snapshots(connection)) connection.query(sql::usage_create);
}

}  // namespace

bool has_history(db::Connection& connection, const std::string& table) {
  // to_regclass would fail without the right to use the schema.
  return connection
      .query(
          "SELECT EXISTS (SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = "
          "c.relnamespace WHERE n.nspname = 'barqdb' AND c.relname = $1)",
          {table})
      .boolean(0, 0);
}

bool has_snapshots(db::Connection& connection) { return has_history(connection, "usage_snapshot"); }

StoredSnapshot store_snapshot(db::Connection& connection, const std::vector<model::NodeCounters>& nodes) {
  StoredSnapshot out;
  try {
    begin(connection);
    // As text that every session reads alike.
    const std::string now(
        connection
            .query("SELECT pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00')")
            .text(0, 0));
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (!seen_before(nodes, i)) out.nodes.push_back(store_node(connection, nodes[i], now));
    }
    out.statements = store_statements(connection, now);
    connection.query("COMMIT");
  } catch (Error& error) {
    if (error.sqlstate == "42501" && error.hint.empty()) {
      error.hint = "snapshots are kept in schema barqdb: see docs/privileges.md for the rights that they need";
    }
    if (connection.alive() && connection.in_transaction()) connection.query("ROLLBACK");
    throw;
  }
  return out;
}

std::int64_t prune_snapshots(db::Connection& connection, base::Milliseconds retention) {
  if (!has_snapshots(connection)) return 0;
  prune_statements(connection, retention);
  return connection.query(sql::usage_prune, {std::to_string(retention.count() / 1000)}).integer(0, 0);
}

SnapshotList list_snapshots(db::Connection& connection, std::int64_t limit) {
  SnapshotList list;
  if (!has_snapshots(connection)) return list;
  const db::Result totals = connection.query(sql::usage_totals);
  list.count = totals.integer(0, 0);
  list.first = totals.text(0, 1);
  list.bytes = totals.integer(0, 2);
  const db::Result rows = connection.query(sql::usage_list, {std::to_string(limit)});
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    list.rows.push_back({rows.integer(i, 0), std::string(rows.text(i, 1)), std::string(rows.text(i, 2)),
                         rows.boolean(i, 3), rows.integer(i, 4), std::string(rows.text(i, 5)), rows.integer(i, 6),
                         rows.integer(i, 7), rows.boolean(i, 8), rows.integer(i, 9)});
  }
  return list;
}

}  // namespace barqdb::execute
