// Reads table, columns, keys, triggers and foreign keys.
#include "batch/read_target.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "batch/sql.hpp"

namespace barqdb::batch {
namespace {

using base::Error;
using base::ErrorKind;

void check_kind(const Target& target, char kind, bool parent) {
  const std::string name = target.table.text();
  if (kind != 'r' && kind != 'p') {
    const char* what = kind == 'v'   ? "a view"
                       : kind == 'm' ? "a materialized view"
                       : kind == 'f' ? "a foreign table"
                                     : "no table";
    throw Error(ErrorKind::usage, name + " is " + what, "a batch works on a table: name the one behind it");
  }
  if (parent) {
    throw Error(ErrorKind::usage, name + " has children by inheritance, among which its key is not unique",
                "run the batch on each of the tables");
  }
}

std::vector<Column> read_columns(db::Connection& connection, const Target& target) {
  const db::Result rows = connection.query(sql::batch_columns, {std::to_string(target.oid)});
  std::vector<Column> columns;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    columns.push_back({std::string(rows.text(i, 0)), std::string(rows.text(i, 1)), rows.text(i, 2).front(),
                       rows.boolean(i, 3), rows.boolean(i, 4), rows.boolean(i, 5), rows.boolean(i, 6),
                       rows.boolean(i, 7), ""});
  }
  return columns;
}

std::vector<IndexColumn> read_indexes(db::Connection& connection, const Target& target) {
  const db::Result rows = connection.query(sql::batch_indexes, {std::to_string(target.oid)});
  std::vector<IndexColumn> columns;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    columns.push_back({std::string(rows.text(i, 0)), rows.boolean(i, 1), rows.boolean(i, 2), rows.boolean(i, 3),
                       std::string(rows.text(i, 4)), rows.boolean(i, 5), rows.boolean(i, 6), rows.boolean(i, 7),
                       rows.boolean(i, 8), std::string(rows.text(i, 9))});
  }
  return columns;
}

int event_of(Kind kind) {
  constexpr int insert = 4, remove = 8, update = 16;
  switch (kind) {
    case Kind::remove: return remove;
    case Kind::update:
    case Kind::soft_delete:
    case Kind::restore: return update;
    case Kind::upsert: return insert | update;
    case Kind::run: return insert | remove | update;
    default: return insert;
  }
}

const char* action_text(char action) {
  switch (action) {
    case 'c': return "CASCADE";
    case 'n': return "SET NULL";
    case 'd': return "SET DEFAULT";
    default: return "";
  }
}

// True when an update sets one of the columns ("{a,b}" as the server prints them) that the key points at.
bool sets_any(const std::vector<std::string>& assigned, std::string_view columns) {
  return std::any_of(assigned.begin(), assigned.end(), [&](const std::string& column) {
    const std::string inner(columns.substr(1, columns.size() - 2));
    const auto parts = base::split(inner, ',');
    return std::find(parts.begin(), parts.end(), column) != parts.end();
  });
}

void read_references(db::Connection& connection, bool deletes, const std::vector<std::string>& assigned,
                     Target& target) {
  const db::Result rows = connection.query(sql::batch_references, {std::to_string(target.oid)});
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const std::string name = std::string(rows.text(i, 0)) + " of " + std::string(rows.text(i, 1));
    if (!deletes && !sets_any(assigned, rows.text(i, 5))) continue;
    const std::string action = action_text(rows.text(i, deletes ? 2 : 3).front());
    if (!action.empty()) {
      target.cascades.push_back("foreign key " + name + ": ON " + (deletes ? "DELETE " : "UPDATE ") + action +
                                " changes rows there, too");
    }
    if (!rows.boolean(i, 4))
      target.cascades.push_back("foreign key " + name + " has no index: every row that goes scans that table");
  }
}

}  // namespace

Target read_table(db::Connection& connection, const model::QualifiedName& name) {
  const db::Result row = connection.query(sql::batch_table, {name.quoted()});
  if (row.rows() == 0) {
    throw Error(ErrorKind::usage, "there is no table " + name.text() + " in database " + connection.database(),
                "names are spelled as in the catalog, with the schema unless the search_path finds them");
  }
  Target target;
  target.oid = row.integer(0, 0);
  target.table = {std::string(row.text(0, 1)), std::string(row.text(0, 2))};
  check_kind(target, row.text(0, 3).front(), row.boolean(0, 7));
  target.partitioned = row.text(0, 3) == "p";
  target.rows = row.integer(0, 4);
  target.blocks = row.integer(0, 5);
  target.block_size = row.integer(0, 6);
  target.row_security = row.boolean(0, 8);
  target.file_node = row.integer(0, 9);
  target.server_version = connection.server_version();
  target.columns = read_columns(connection, target);
  return target;
}

void read_key(db::Connection& connection, const std::string& key, const std::vector<std::string>& assigned,
              Target& target) {
  const std::vector<IndexColumn> indexes = read_indexes(connection, target);
  for (const IndexColumn& part : choose_key(indexes, key, assigned, target.table, target.key_index)) {
    target.key.push_back(*target.find(part.column));
    target.key.back().operators = part.operators;
    target.key_primary = part.primary;
  }
}

Target read_walked(db::Connection& connection, const model::QualifiedName& name, const std::string& key,
                   const std::vector<std::string>& assigned) {
  Target target = read_table(connection, name);
  read_key(connection, key, assigned, target);
  if (target.by_ctid() && target.partitioned) {
    throw Error(ErrorKind::usage, target.table.text() + " is partitioned and has no unique index to walk by",
                "name a unique index with --key, or run the batch on each partition");
  }
  return target;
}

void read_side_effects(db::Connection& connection, Kind kind, const std::vector<std::string>& assigned,
                       Target& target) {
  const std::string oid = std::to_string(target.oid);
  const db::Result rows = connection.query(sql::batch_triggers, {oid, std::to_string(event_of(kind))});
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    target.triggers.push_back("trigger " + std::string(rows.text(i, 0)) + " of " + target.table.text() + " runs " +
                              std::string(rows.text(i, 1)) + " for every " + (rows.boolean(i, 2) ? "row" : "chunk"));
  }
  if (kind == Kind::remove || !assigned.empty()) read_references(connection, kind == Kind::remove, assigned, target);
}

}  // namespace barqdb::batch
