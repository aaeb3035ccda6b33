// What a revision's SQL will have made of the schema, foreseen from its text: so that a definition on a table that no
// one creates is found before anything runs. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/name.hpp"

namespace barqdb::plan {

// A table as foreseen. Open means: it may have columns that the text does not show (LIKE, INHERITS, AS SELECT …).
struct ForeseenTable {
  std::set<std::string> columns;
  bool open = false;
};

class ForeseenSchema {
 public:
  // Unqualified names land in `current_schema`.
  explicit ForeseenSchema(std::string current_schema) : current_schema_(std::move(current_schema)) {}

  void add_table(const model::QualifiedName& name, ForeseenTable table);
  void remove_table(const model::QualifiedName& name);
  void add_column(const model::QualifiedName& table, const std::string& column);
  void remove_column(const model::QualifiedName& table, const std::string& column);
  void rename_table(const model::QualifiedName& from, const model::QualifiedName& to);
  void add_extension(const std::string& name) { extensions_.insert(name); }
  // From here on anything may exist: a DO block, a function call, a statement that does not parse.
  void set_open() { open_ = true; }

  const ForeseenTable* find(const model::QualifiedName& name) const;
  bool open() const { return open_; }
  const std::set<std::string>& extensions() const { return extensions_; }
  // The name that a table had before the renames followed so far; `name` itself when it had no other.
  model::QualifiedName origin(const model::QualifiedName& name) const;
  std::vector<std::string> table_names() const;                       // as a person would write them
  model::QualifiedName full(const model::QualifiedName& name) const;  // with the schema in which it stands or lands

 private:
  std::string current_schema_;
  std::map<model::QualifiedName, ForeseenTable> tables_;
  std::set<std::string> extensions_;
  std::vector<std::pair<model::QualifiedName, model::QualifiedName>> renames_;  // as written, oldest first
  bool open_ = false;
};

// Follows CREATE TABLE, CREATE TABLE AS, ALTER TABLE (columns, rename, schema), DROP TABLE and CREATE EXTENSION in
// `sql`.
void apply_effects(std::string_view sql, ForeseenSchema& schema);
// The same, but SQL that cannot rename a table is not even parsed: for callers that ask for origin() alone.
void follow_renames(std::string_view sql, ForeseenSchema& schema);

}  // namespace barqdb::plan
