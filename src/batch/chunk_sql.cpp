// One statement a kind; with a backup table the old rows are kept by a statement before it, under the same snapshot.
#include "batch/chunk_sql.hpp"

#include <algorithm>

#include "base/quote.hpp"
#include "base/text.hpp"
#include "batch/key_sql.hpp"
#include "plan/user_sql.hpp"

namespace barqdb::batch {
namespace {

using base::quote_identifier;

std::string quoted_list(const std::vector<std::string>& names, const std::string& alias = "") {
  std::vector<std::string> parts;
  for (const std::string& name : names)
    parts.push_back(alias.empty() ? quote_identifier(name) : alias + "." + quote_identifier(name));
  return base::join(parts, ", ");
}

// The rows of a chunk: its keys, the user's condition, and by ctid not what this batch itself wrote (a row's new
// version may lie in a block that is still ahead).
std::string condition(const Work& work, const Key& after, const Key& upto, int batch) {
  const std::string alias = quote_identifier(work.target.table.name);
  std::string sql = range_sql(work.target, alias, after, upto);
  if (!work.spec.where.empty()) sql += "\n  AND (" + work.spec.where + "\n)";
  const bool writes_again = work.spec.kind == Kind::update || work.spec.kind == Kind::soft_delete;
  if (work.target.by_ctid() && writes_again && !work.spec.repeatable) {
    sql += "\n  AND NOT (" + alias +
           ".xmin IN (SELECT w.xid FROM barqdb.batch_write AS w WHERE w.batch = " + std::to_string(batch) + "))";
  }
  return sql;
}

// By name: a column that was dropped or added since the backup table was made is an error, not a shift.
std::string all_columns(const Work& work) {
  std::vector<std::string> names;
  for (const Column& column : work.target.columns) names.push_back(column.name);
  return quoted_list(names);
}

std::string backup_sql(const Work& work, const std::string& where) {
  return "INSERT INTO " + work.spec.backup.quoted() + " (" + all_columns(work) + ") SELECT " + all_columns(work) +
         " FROM " + work.target.table.quoted() + " WHERE " + where + " FOR UPDATE";
}

ChunkSql update_sql(const Work& work, const std::string& where) {
  ChunkSql out;
  if (!work.spec.backup.name.empty()) {
    out.statements.push_back(backup_sql(work, where));
    out.repeatable_read = true;
  }
  out.statements.push_back("UPDATE " + work.target.table.quoted() + " SET " + work.spec.set + "\nWHERE " + where);
  return out;
}

ChunkSql delete_sql(const Work& work, const std::string& where) {
  const std::string table = work.target.table.quoted();
  const std::string remove = "DELETE FROM " + table + " WHERE " + where;
  if (work.spec.backup.name.empty()) return {{remove}, false};
  return {
      {"WITH gone AS (" + remove + "\n  RETURNING " + quote_identifier(work.target.table.name) + ".*)\nINSERT INTO " +
       work.spec.backup.quoted() + " (" + all_columns(work) + ") SELECT " + all_columns(work) + " FROM gone"},
      false};
}

ChunkSql copy_sql(const Work& work, const std::string& where) {
  const std::string columns = quoted_list(work.columns);
  const std::string head = insert_head(work.into, work.columns);
  const std::string tail = conflict_clause(work.into, work.spec.conflict, work.columns);
  const std::string from = work.target.table.quoted() + " WHERE " + where;
  if (!work.spec.move) return {{head + "\nSELECT " + columns + " FROM " + from + tail}, false};
  return {{"WITH moved AS (DELETE FROM " + from + "\n  RETURNING " +
           quoted_list(work.columns, quote_identifier(work.target.table.name)) + ")\n" + head + "\nSELECT " + columns +
           " FROM moved" + tail},
          false};
}

// Old values of the columns that were set, or rows that were deleted.
ChunkSql restore_sql(const Work& work, const std::string& where) {
  const std::string kept = work.target.table.quoted();
  const std::string alias = quote_identifier(work.target.table.name);
  if (work.spec.restored == Kind::remove) {
    Conflict conflict;
    for (const Column& column : work.target.key) conflict.columns.push_back(column.name);
    conflict.do_nothing = true;
    return {{insert_head(work.into, work.columns) + "\nSELECT " + quoted_list(work.columns) + " FROM " + kept +
             " WHERE " + where + conflict_clause(work.into, conflict, work.columns)},
            false};
  }
  std::vector<std::string> set;
  std::vector<std::string> same;
  for (const std::string& column : work.columns)
    set.push_back(quote_identifier(column) + " = " + alias + "." + quote_identifier(column));
  for (const Column& column : work.target.key)
    same.push_back("now_." + quote_identifier(column.name) + " " + operator_sql(column, "=") + " " + alias + "." +
                   quote_identifier(column.name));
  return {{"UPDATE " + work.into.table.quoted() + " AS now_ SET " + base::join(set, ", ") + "\nFROM " + kept +
           " WHERE " + base::join(same, " AND ") + " AND " + where},
          false};
}

}  // namespace

std::string insert_head(const Target& into, const std::vector<std::string>& columns) {
  const bool overriding = std::any_of(columns.begin(), columns.end(), [&](const std::string& name) {
    const Column* column = into.find(name);
    return column != nullptr && column->always_identity;
  });
  return "INSERT INTO " + into.table.quoted() + " (" + quoted_list(columns) + ")" +
         (overriding ? " OVERRIDING SYSTEM VALUE" : "");
}

std::string conflict_clause(const Target& into, const Conflict& conflict, const std::vector<std::string>& columns) {
  if (conflict.columns.empty()) return conflict.do_nothing ? "\nON CONFLICT DO NOTHING" : "";
  const std::string head = "\nON CONFLICT (" + quoted_list(conflict.columns) + ") DO ";
  if (conflict.do_nothing) return head + "NOTHING";
  std::vector<std::string> set;
  for (const std::string& column : conflict.update.empty() ? columns : conflict.update) {
    const auto& keys = conflict.columns;
    if (conflict.update.empty() && std::find(keys.begin(), keys.end(), column) != keys.end()) continue;
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) continue;  // a record without it keeps it
    const Column* known = into.find(column);
    if (conflict.update.empty() && known != nullptr && known->always_identity) continue;  // only to DEFAULT
    set.push_back(quote_identifier(column) + " = excluded." + quote_identifier(column));
  }
  return set.empty() ? head + "NOTHING" : head + "UPDATE SET " + base::join(set, ", ");
}

std::string fill_placeholders(const std::string& text, const Target& target, const Key& after, const Key& upto) {
  std::string out;
  std::size_t seen = 0;
  for (const plan::Placeholder& place : plan::find_placeholders(text)) {
    const std::string alias = place.alias.empty() ? quote_identifier(target.table.name) : place.alias;
    out += text.substr(seen, place.begin - seen) + "(" + range_sql(target, alias, after, upto) + ")";
    seen = place.end;
  }
  return out + text.substr(seen);
}

ChunkSql chunk_sql(const Work& work, const Key& after, const Key& upto, int batch) {
  const std::string where = condition(work, after, upto, batch);
  switch (work.spec.kind) {
    case Kind::remove: return delete_sql(work, where);
    case Kind::copy: return copy_sql(work, where);
    case Kind::restore: return restore_sql(work, where);
    case Kind::run: return {{fill_placeholders(work.spec.text, work.target, after, upto)}, false};
    default: return update_sql(work, where);
  }
}

}  // namespace barqdb::batch
