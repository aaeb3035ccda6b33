// Keyset conditions. A composite key is compared as a row, which a B-tree answers with one scan.
#include "batch/key_sql.hpp"

#include "base/quote.hpp"
#include "base/text.hpp"

namespace barqdb::batch {
namespace {

using base::quote_identifier;
using base::quote_literal;

std::string qualified(const std::string& alias, const std::string& column) {
  return alias.empty() ? quote_identifier(column) : alias + "." + quote_identifier(column);
}

std::string row_of(const std::vector<std::string>& parts) {
  return parts.size() == 1 ? parts.front() : "(" + base::join(parts, ", ") + ")";
}

bool same_operators(const Target& target) {
  for (const Column& column : target.key)
    if (column.operators != target.key.front().operators) return false;
  return true;
}

// The key against a value, `sign` being > or <=. A row has one operator for all its columns; where they come from
// different schemas the comparison is written out, with the first column's part first, so that the index is used.
std::string compared(const Target& target, const std::string& alias, const std::string& sign, const Key& key) {
  std::vector<std::string> columns;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < target.key.size(); ++i) {
    columns.push_back(qualified(alias, target.key[i].name));
    values.push_back(quote_literal(key[i]) + "::" + target.key[i].type);
  }
  if (same_operators(target))
    return row_of(columns) + " " + operator_sql(target.key.front(), sign) + " " + row_of(values);
  const std::string strict = sign.substr(0, 1);
  const auto part = [&](std::size_t i, const std::string& op) {
    return columns[i] + " " + operator_sql(target.key[i], op) + " " + values[i];
  };
  std::string written = part(columns.size() - 1, sign);
  for (std::size_t i = columns.size() - 1; i-- > 0;)
    written = part(i, strict) + " OR (" + part(i, "=") + " AND (" + written + "))";
  return part(0, strict + "=") + " AND (" + written + ")";
}

std::string and_of(const std::vector<std::string>& conditions) {
  return conditions.empty() ? "true" : base::join(conditions, " AND ");
}

// A scan of a range of blocks exists since PostgreSQL 14; before it every possible ctid of the blocks is named.
std::string blocks_sql(const Target& target, const std::string& alias, const Key& after, const Key& upto) {
  const std::string ctid = qualified(alias, "ctid");
  const std::int64_t first = after.empty() ? 0 : std::stoll(after.front()) + 1;
  if (target.server_version >= 140000) {
    std::vector<std::string> conditions;
    if (!after.empty()) conditions.push_back(ctid + " >= '(" + std::to_string(first) + ",0)'::pg_catalog.tid");
    if (!upto.empty())
      conditions.push_back(ctid + " < '(" + std::to_string(std::stoll(upto.front()) + 1) + ",0)'::pg_catalog.tid");
    return and_of(conditions);
  }
  if (upto.empty()) return "true";
  const std::int64_t most = target.block_size / 28;  // the least that a row takes: its header and its pointer
  return ctid + " = ANY (ARRAY(SELECT pg_catalog.format('(%s,%s)', b.n, o.n)::pg_catalog.tid FROM " +
         "pg_catalog.generate_series(" + std::to_string(first) + "::bigint, " + upto.front() + "::bigint) AS b(n), " +
         "pg_catalog.generate_series(1, " + std::to_string(most) + ") AS o(n)))";
}

// The last row of an ordered and limited list.
std::string last_of(const Target& target, const std::string& list, const std::string& more) {
  return "SELECT " + key_list(target, "w", "::text") + more + " FROM (" + list + ") AS w ORDER BY " +
         key_list(target, "w", " DESC") + " LIMIT 1";
}

std::string list_sql(const Target& target, const std::string& condition, std::int64_t limit) {
  const std::string alias = quote_identifier(target.table.name);
  return "SELECT " + key_list(target, alias) + " FROM " + target.table.quoted() + " WHERE " + condition + " ORDER BY " +
         key_list(target, alias) + " LIMIT " + std::to_string(limit);
}

}  // namespace

std::string operator_sql(const Column& column, const std::string& sign) {
  return column.operators.empty() ? sign : "OPERATOR(" + column.operators + "." + sign + ")";
}

Key block_key(const Target& target, std::int64_t block) {
  return {std::to_string(block), std::to_string(target.file_node)};
}

std::string range_sql(const Target& target, const std::string& alias, const Key& after, const Key& upto) {
  if (target.by_ctid()) return blocks_sql(target, alias, after, upto);
  std::vector<std::string> conditions;
  if (!after.empty()) conditions.push_back(compared(target, alias, ">", after));
  if (!upto.empty()) conditions.push_back(compared(target, alias, "<=", upto));
  return and_of(conditions);
}

std::string key_literal(const Key& key) { return key.empty() ? "NULL" : base::quote_array(key); }

std::string key_list(const Target& target, const std::string& alias, const std::string& suffix) {
  std::vector<std::string> parts;
  for (const Column& column : target.key) parts.push_back(qualified(alias, column.name) + suffix);
  return base::join(parts, ", ");
}

std::string window_sql(const Target& target, const Key& after, const Key& upto, std::int64_t keys) {
  const std::string alias = quote_identifier(target.table.name);
  return last_of(target, list_sql(target, range_sql(target, alias, after, upto), keys), "");
}

std::string hits_sql(const Target& target, const Key& after, const Key& upto, const std::string& where,
                     std::int64_t hits) {
  const std::string alias = quote_identifier(target.table.name);
  const std::string condition = range_sql(target, alias, after, upto) + " AND (" + where + "\n)";
  return last_of(target, list_sql(target, condition, hits), ", count(*) OVER ()");
}

std::string last_key_sql(const Target& target) {
  const std::string alias = quote_identifier(target.table.name);
  return "SELECT " + key_list(target, alias, "::text") + " FROM " + target.table.quoted() + " ORDER BY " +
         key_list(target, alias, " DESC") + " LIMIT 1";
}

}  // namespace barqdb::batch
