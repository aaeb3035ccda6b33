// Choosing the key: the primary one, or a unique index that orders all rows and knows no NULL.
#include "batch/target.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"

namespace barqdb::batch {
namespace {

using Columns = std::vector<IndexColumn>;

// Why rows cannot be walked by this index; "" when they can.
std::string fault_of(const Columns& columns) {
  const IndexColumn& first = columns.front();
  if (!first.unique) return "it is not unique";
  if (!first.immediate && !first.primary) return "its constraint is deferrable";
  if (!first.whole) return "it is invalid, partial, or no B-tree";
  for (const IndexColumn& column : columns) {
    if (column.column.empty()) return "it has an expression";
    if (!column.not_null) return "column " + column.column + " may be NULL";
    if (!column.plain_order) return "column " + column.column + " has another operator class or collation in it";
    if (column.descending != first.descending) return "its columns go in different directions";
  }
  return "";
}

bool any_of_them(const Columns& columns, const std::vector<std::string>& names) {
  return std::any_of(columns.begin(), columns.end(), [&](const IndexColumn& column) {
    return std::find(names.begin(), names.end(), column.column) != names.end();
  });
}

Columns best_of(const std::map<std::string, Columns>& by_name, const std::vector<std::string>& assigned,
                std::string& chosen) {
  const Columns* best = nullptr;
  const Columns* assigned_primary = nullptr;
  for (const auto& [name, columns] : by_name) {
    const bool primary = columns.front().primary;
    if (!fault_of(columns).empty()) continue;
    if (any_of_them(columns, assigned)) {
      if (primary) assigned_primary = &columns;
    } else if (best == nullptr || primary || (!best->front().primary && columns.size() < best->size())) {
      best = &columns;
    }
  }
  if (best == nullptr) best = assigned_primary;
  if (best == nullptr) return {};
  chosen = best->front().index;
  return *best;
}

}  // namespace

const Column* Target::find(const std::string& name) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& one) { return one.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

std::string no_key_text() {
  return "there is no key to walk by: blocks are taken in their order, and a row that somebody else's UPDATE moves "
         "meanwhile can be missed or met twice";
}

std::vector<IndexColumn> choose_key(const std::vector<IndexColumn>& indexes, const std::string& wanted,
                                    const std::vector<std::string>& assigned, const model::QualifiedName& table,
                                    std::string& chosen) {
  if (wanted == "ctid") return {};
  std::map<std::string, Columns> by_name;
  for (const IndexColumn& column : indexes) by_name[column.index].push_back(column);
  if (wanted.empty()) return best_of(by_name, assigned, chosen);
  const auto found = by_name.find(wanted);
  if (found == by_name.end()) {
    std::vector<std::string> names;
    for (const auto& [name, columns] : by_name) names.push_back(name);
    const std::string near = base::nearest(wanted, names);
    throw base::Error(base::ErrorKind::usage, "table " + table.text() + " has no index " + wanted,
                      near.empty() ? "--key names an index of the table, or ctid" : "did you mean " + near + "?");
  }
  if (const std::string fault = fault_of(found->second); !fault.empty()) {
    throw base::Error(base::ErrorKind::usage, "index " + wanted + " cannot order the chunks: " + fault,
                      "name a unique index of NOT NULL columns, or leave --key out for the primary key");
  }
  chosen = wanted;
  return found->second;
}

}  // namespace barqdb::batch
