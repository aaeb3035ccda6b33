// What the SQL so far has made of the schema, as far as its text shows: which tables are new, what columns are, which
// checks hold. Pure.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lint/column_type.hpp"
#include "lint/index_fact.hpp"
#include "model/name.hpp"

namespace barqdb::lint {

struct KnownColumn {
  ColumnType type;
  bool not_null = false;
  std::string collation;
};

struct KnownConstraint {
  std::string name;
  std::string kind;                        // the parser's: CONSTR_CHECK, CONSTR_FOREIGN …
  bool valid = true;                       // false: NOT VALID
  int transaction = -1;                    // in which it was added
  int unit = -1;                           // likewise
  std::vector<std::string> columns;        // of a key
  std::set<std::string> checked_columns;   // that a check names
  std::set<std::string> not_null_columns;  // of a check: it holds only where these are not null
};

struct KnownTable {
  std::map<std::string, KnownColumn> columns;
  std::vector<KnownConstraint> constraints;
  int created_in = -1;   // unit; -1 when its creation was not seen
  int transaction = -1;  // of its creation
  bool temporary = false;
  bool partitioned = false;
  bool filled = false;                // rows were put in by the text
  model::QualifiedName partition_of;  // without a name when it is none
};

struct KnownEnum {
  std::vector<std::string> labels;
  int created_in = -1;
};

class Schema {
 public:
  // Where unqualified names are made: the first schema of the search_path, as far as the text sets one.
  void set_current(std::string schema) { current_ = std::move(schema); }
  // The name under which the table is known, with its schema; an unqualified one that is not known lands in the current
  // schema.
  model::QualifiedName full(const model::QualifiedName& name) const;
  const KnownTable* find(const model::QualifiedName& table) const;
  KnownTable& table(const model::QualifiedName& name);  // entered when it was not known
  void add_table(const model::QualifiedName& name, KnownTable table);
  void rename_table(const model::QualifiedName& from, const model::QualifiedName& to);
  void drop_table(const model::QualifiedName& name);
  const KnownColumn* column(const model::QualifiedName& table, const std::string& column) const;

  // Indexes by their name with the table's schema.
  std::map<model::QualifiedName, IndexFact> indexes;
  std::map<std::string, KnownEnum> enums;  // by their name without schema
  // Other objects that the text has made, by their kind and their name without schema: the unit that did.
  std::map<std::pair<std::string, std::string>, int> made;

 private:
  std::string current_ = "public";
  std::map<model::QualifiedName, KnownTable> tables_;
};

}  // namespace barqdb::lint
