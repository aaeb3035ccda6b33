// Foreign keys and leading columns of indexes: what links two statements, and what makes their join cheap.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/name.hpp"

namespace barqdb::model {

struct KeyLink {
  QualifiedName table;
  std::vector<std::string> columns;
  QualifiedName referenced;
  std::vector<std::string> referenced_columns;
};

struct IndexLead {
  QualifiedName table;
  std::string index;
  std::string column;  // the first of the index
};

struct SchemaKeys {
  std::string origin;  // "database", "migrations"; "" when nothing was asked
  std::vector<KeyLink> links;
  std::vector<IndexLead> indexes;
  bool indexes_known = false;
  std::map<QualifiedName, std::set<std::string>> columns;  // of the tables; empty when they are not known
};

}  // namespace barqdb::model
