// What the linter reads: revisions or files of SQL, in the order in which they will be run. Values only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/place.hpp"
#include "model/index_definition.hpp"

namespace barqdb::lint {

enum class Grouping {
  one_transaction,  // the whole unit is one transaction that its runner opens
  as_written,       // each statement is its own, but for what BEGIN and COMMIT say
};

// SQL in one direction, or index definitions that barqdb builds itself.
struct Part {
  std::string sql;
  base::Place place;  // of its first character
  bool down = false;
  Grouping grouping = Grouping::as_written;
  int step = 0;  // of the revision, from 1; 0 for SQL that has no steps
  std::vector<model::IndexDefinition> definitions;
};

// A step that leads back to nothing, as the reader of revisions found it.
struct MissingDown {
  base::Place place;
  int step = 0;
};

struct Unit {
  std::string name;  // id of the revision, or the file
  std::string file;
  bool chain = false;    // run by barqdb, which sets its own timeouts and opens the transaction
  bool back = false;     // what a downgrade sends, looked at as if it were the way forward
  bool reported = true;  // false: read for what it does to the schema, its findings are not wanted
  std::vector<Part> parts;
  std::vector<MissingDown> missing_downs;
};

}  // namespace barqdb::lint
