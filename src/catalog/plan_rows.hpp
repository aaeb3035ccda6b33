// A row of the queries that a plan stands on as the fact that it tells. The first columns, which say what was asked
// for, are the caller's.
#pragma once

#include <cstddef>

#include "db/connection.hpp"
#include "model/catalog.hpp"

namespace barqdb::catalog {

model::TableFacts table_facts(const db::Result& result, std::size_t row);            // sql/plan_tables.sql
model::Partition partition_facts(const db::Result& result, std::size_t row);         // sql/partitions.sql
model::IndexFacts index_facts(const db::Result& result, std::size_t row);            // sql/plan_indexes.sql
model::AttachedIndex attached_index(const db::Result& result, std::size_t row);      // sql/attached_indexes.sql
model::ConstraintFacts constraint_facts(const db::Result& result, std::size_t row);  // sql/plan_constraints.sql

}  // namespace barqdb::catalog
