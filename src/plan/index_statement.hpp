// The text of a CREATE INDEX as a definition, read with PostgreSQL's own parser. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "model/index_definition.hpp"

namespace barqdb::plan {

// A condition of a predicate that column statistics can judge: all of them hold for a row of the index.
struct PredicateTerm {
  enum class Kind { is_null, is_not_null, equals_any, is_true, is_false };
  Kind kind = Kind::is_null;
  std::string column;
  std::vector<std::string> values;  // of equals_any, as text
};

struct IndexStatement {
  model::IndexDefinition definition;  // expressions and predicate as they were written
  bool concurrently = false;
  bool if_not_exists = false;
  bool only = false;        // the index of a partitioned table itself, none on its partitions
  bool expressible = true;  // false: `definition` lacks something that the statement says
  std::vector<PredicateTerm> predicate;
  bool predicate_judged = true;  // false: the predicate has conditions beside `predicate`
};

// Nothing when it is no CREATE INDEX, or does not parse.
std::optional<IndexStatement> parse_index_statement(std::string_view statement);

}  // namespace barqdb::plan
