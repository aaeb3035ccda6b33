// Types of columns as the parser reads them, and which changes of type rewrite a table.
#pragma once

#include <string>
#include <vector>

#include "plan/syntax_tree.hpp"

namespace barqdb::lint {

struct ColumnType {
  std::string name;             // PostgreSQL's own: int4, varchar, timestamptz, or what the user wrote
  std::vector<long> modifiers;  // of varchar(20), numeric(10,2)
  bool array = false;
  bool known() const { return !name.empty(); }

  friend bool operator==(const ColumnType&, const ColumnType&) = default;
};

ColumnType type_of(const plan::SyntaxNode& type_name);  // of a TypeName
std::string text_of(const ColumnType& type);            // "integer", "varchar(20)", as people write them

// Of an integer or a serial, also of one in an array: 2, 4 or 8; 0 of any other type.
int integer_bytes(const ColumnType& type);
// smallserial, serial, bigserial and their other names.
bool is_serial(const ColumnType& type);

enum class TypeChange {
  free,      // only the catalog changes
  rewrites,  // the table is written anew, or at least read as a whole, under a lock that nobody passes
  depends,   // the old type is not known
};
// By the rules of PostgreSQL 12 and later.
TypeChange judge_change(const ColumnType& from, const ColumnType& to);

}  // namespace barqdb::lint
