// What is said of an index that is not as the chain says: the findings of check, in words and with the SQL that mends
// it. Pure.
#pragma once

#include <string>

#include "model/catalog.hpp"
#include "model/inspected_index.hpp"
#include "model/report.hpp"
#include "plan/wanted_indexes.hpp"

namespace barqdb::execute {

// CREATE INDEX as the chain wants it, under this name on this table; without its tablespace, since where an index lies
// is not what it is.
std::string wanted_sql(const plan::WantedIndex& wanted, const model::QualifiedName& table, const std::string& name);

// check.changed. `what` is the difference; `existing` and `expected` are definitions, "" where none is to be shown.
model::Finding changed_index(const plan::WantedIndex& wanted, const model::QualifiedName& table,
                             const model::QualifiedName& name, const std::string& what, const std::string& existing,
                             const std::string& expected = {});
// check.missing. `there`: the table that it would stand on; nullptr when that does not exist either.
model::Finding missing_index(const plan::WantedIndex& wanted, const model::QualifiedName& table,
                             const model::QualifiedName& name, const model::TableFacts* there);
// check.invalid, of an index of the chain and of one that is not in it. `place` is where a person would look for it.
model::Finding invalid_index(const plan::WantedIndex& wanted, const model::IndexFacts& existing);
model::Finding stray_invalid_index(const model::InspectedIndex& index, const base::Place& place);
// check.extra
model::Finding extra_index(const model::InspectedIndex& index, const base::Place& place);

}  // namespace barqdb::execute
