// A batch that is ready to run: what was asked, checked against the tables that it works on. Values.
#pragma once

#include <string>
#include <vector>

#include "batch/spec.hpp"
#include "batch/target.hpp"

namespace barqdb::batch {

struct Work {
  Spec spec;                          // set and where as they are sent; full table names
  Target target;                      // walked by its key, or (insert, upsert) filled
  Target into;                        // of copy and restore
  std::vector<std::string> assigned;  // columns that `set` sets
  std::vector<std::string> columns;   // of insert, upsert, copy, restore: written
  std::string statement;              // what is done, for a person
  std::string hash;                   // by which the same command finds its batch again
  std::string name;
};

bool reads_input(Kind kind);  // insert, upsert

}  // namespace barqdb::batch
