// A schema-qualified name as users write it and as the server knows it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>

namespace barqdb::model {

// An empty schema means: found through the search_path.
struct QualifiedName {
  std::string schema;
  std::string name;

  std::string text() const { return schema.empty() ? name : schema + "." + name; }  // for people, not for SQL
  std::string quoted() const;                                                       // for SQL

  friend bool operator==(const QualifiedName&, const QualifiedName&) = default;
  friend auto operator<=>(const QualifiedName&, const QualifiedName&) = default;
};

// How much of the partition's and of the index's name, in bytes, the name of a part holds.
inline constexpr std::size_t longest_part_of_name = 25;

// The name of the index on a partition that belongs to `index` of its partitioned table: the same on every run, at most
// 63 bytes.
std::string partition_index_name(const std::string& index, const QualifiedName& partition);

// Names of the indexes that stand beside `index` while it is replaced: the new one before the swap, the old one after
// it. The same on every run for the same wanted definition, at most 63 bytes.
std::string replacement_index_name(const std::string& index, const std::string& wanted);
std::string replaced_index_name(const std::string& index, const std::string& wanted);

// The name of the check by which a column becomes NOT NULL, on its table; for at most as long as that takes.
std::string not_null_check_name(const QualifiedName& table, const std::string& column);

// Splits `schema.name`; each part may be in double quotes ("My Schema"."a.b"). Unquoted parts keep their case: the
// name in a file is the name in the catalog. Throws Error{usage} without a place when it is no such name.
QualifiedName parse_qualified_name(std::string_view text);

}  // namespace barqdb::model
