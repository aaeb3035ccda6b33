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
  if (!first.whole) return "it is invalid, partial, or no B-tree";
  for (const IndexColumn& column : columns) {
    if (column.column.empty()) return "it has an expression";
    if (!column.not_null) return "column " + column.column + " may be NULL";
    if (!column.plain_order) return "column " + column.column + " has another operator class or collation in it";
    if (column.descending != first.descending) return "its columns go in different directions";
  }
  return "";
}

std::vector<std::string> names_of(const Columns& columns) {
  std::vector<std::string> names;
  for (const IndexColumn& column : columns) names.push_back(column.column);
  return names;
}

}  // namespace

const Column* Target::find(const std::string& name) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& one) { return one.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

std::vector<std::string> choose_key(const std::vector<IndexColumn>& indexes, const std::string& wanted,
                                    const model::QualifiedName& table, std::string& chosen) {
  if (wanted == "ctid") return {};
  std::map<std::string, Columns> by_name;
  std::vector<std::string> names;
  for (const IndexColumn& column : indexes) by_name[column.index].push_back(column);
  for (const auto& [name, columns] : by_name) {
    names.push_back(name);
    const std::string fault = fault_of(columns);
    if (wanted.empty() ? !columns.front().primary || !fault.empty() : name != wanted) continue;
    if (!fault.empty()) {
      throw base::Error(base::ErrorKind::usage, "index " + name + " cannot order the chunks: " + fault,
                        "name a unique index of NOT NULL columns, or leave --key out for the primary key");
    }
    chosen = name;
    return names_of(columns);
  }
  if (wanted.empty()) return {};
  const std::string near = base::nearest(wanted, names);
  throw base::Error(base::ErrorKind::usage, "table " + table.text() + " has no index " + wanted,
                    near.empty() ? "--key names an index of the table, or ctid" : "did you mean " + near + "?");
}

}  // namespace barqdb::batch
