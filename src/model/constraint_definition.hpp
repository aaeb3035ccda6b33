// A foreign key or check constraint as a user defines it (docs/revision-files.md).
#pragma once

#include <string>
#include <vector>

#include "base/place.hpp"
#include "model/name.hpp"

namespace barqdb::model {

// A check when `check` is not empty, else a foreign key.
struct ConstraintDefinition {
  QualifiedName table;
  std::string name;
  std::string check;  // SQL, without the outer parentheses
  std::vector<std::string> columns;
  QualifiedName references;
  std::vector<std::string> referenced_columns;  // empty: the primary key
  char on_delete = 'a';                         // as pg_constraint has them: a no action, r restrict, c cascade,
  char on_update = 'a';                         // n set null, d set default
  char match = 's';                             // s simple, f full
  bool deferrable = false;
  bool initially_deferred = false;
  base::Place place;
  base::Place table_place;
  base::Place check_place;
  base::Place columns_place;
  base::Place references_place;

  bool is_check() const { return !check.empty(); }
};

}  // namespace barqdb::model
