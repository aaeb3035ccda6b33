// Which indexes a chain says that there are: its steps followed one after the other, those of plain SQL as far as their
// text shows what they do. Pure.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/index_definition.hpp"
#include "plan/check.hpp"

namespace barqdb::plan {

struct WantedIndex {
  model::QualifiedName table;                        // with a schema
  std::string name;                                  // "" when the server chose it
  std::optional<model::IndexDefinition> definition;  // of a step of indexes, or of SQL that one can say
  std::string tail;                                  // of SQL: what stands behind the table's name in CREATE INDEX
  bool unique = false;
  bool only = false;
  bool of_constraint = false;  // made by add_unique, or under a constraint by USING INDEX
  bool altered = false;        // SQL changed it since in a way that is not followed: only its existence is known
  std::vector<std::string> search_path;  // that SQL of its revision had set before; empty: the session's own
  std::string revision;
  base::Place place;

  model::QualifiedName qualified_name() const { return {table.schema, name}; }
};

// SQL that may make or drop indexes without showing which.
struct OpaqueSql {
  std::string text;
  std::string revision;
  base::Place place;
};

class WantedIndexes {
 public:
  // Unqualified names land in `current_schema`.
  explicit WantedIndexes(std::string current_schema) : home_(std::move(current_schema)) { schema_ = home_; }

  void begin_revision(const std::string& id);
  void add(WantedIndex index);
  void remove(const model::QualifiedName& index);
  // Both with the schema in which they stand; the index under that name in that table or schema.
  void rename(const model::QualifiedName& index, const std::string& name);
  void rename_table(const model::QualifiedName& from, const model::QualifiedName& to);
  void remove_table(const model::QualifiedName& table);
  void rename_column(const model::QualifiedName& table, const std::string& from, const std::string& to);
  void remove_column(const model::QualifiedName& table, const std::string& column);
  void rename_schema(const std::string& from, const std::string& to);
  void remove_schema(const std::string& schema);
  void alter(const model::QualifiedName& index);
  void put_under_constraint(const model::QualifiedName& table, const std::string& index, const std::string& constraint);
  void add_partition(const model::QualifiedName& table, const model::QualifiedName& parent);
  // From here on the table may have indexes that no text shows.
  void open_table(const model::QualifiedName& table) { open_tables_.insert(full(table)); }
  void add_opaque(OpaqueSql sql) { opaque_.push_back(std::move(sql)); }
  // Until the revision ends; empty: the session's own again.
  void set_search_path(std::vector<std::string> schemas);
  // A function of the chain whose body makes or drops indexes: SQL that names it hides what it does.
  void add_function(const std::string& name) { functions_.insert(name); }

  const std::vector<WantedIndex>& all() const { return indexes_; }
  const std::vector<OpaqueSql>& opaque() const { return opaque_; }
  const std::set<model::QualifiedName>& open_tables() const { return open_tables_; }
  const std::set<std::string>& functions() const { return functions_; }
  const std::string& revision() const { return revision_; }
  model::QualifiedName full(const model::QualifiedName& name) const;

 private:
  WantedIndex* find(const model::QualifiedName& index);
  // Whether one hangs directly below the index.
  bool is_part_of(const WantedIndex& one, const model::QualifiedName& index) const;

  void rename_partition(const model::QualifiedName& from, const model::QualifiedName& to);

  std::string home_;
  std::string schema_;
  std::vector<std::string> search_path_;
  std::string revision_;
  std::vector<WantedIndex> indexes_;
  std::vector<OpaqueSql> opaque_;
  std::set<model::QualifiedName> open_tables_;
  std::map<model::QualifiedName, model::QualifiedName> partitions_;  // tables and indexes, to what each is attached to
  std::set<std::string> functions_;
};

// The steps of one revision; what SQL says is followed by apply_index_effects.
void follow(const PendingRevision& revision, WantedIndexes& wanted);

// index_effects.cpp: CREATE, ALTER and DROP of indexes, tables, columns and schemas in `sql`, whose first character
// stands at `place`.
void apply_index_effects(std::string_view sql, const base::Place& place, WantedIndexes& wanted);

}  // namespace barqdb::plan
