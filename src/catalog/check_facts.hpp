// Server → the facts that the checks of the index report judge by, beside the indexes' use.
#pragma once

#include <cstdint>
#include <vector>

#include "base/units.hpp"
#include "db/connection.hpp"
#include "model/check_facts.hpp"
#include "model/dropped_definition.hpp"
#include "model/index_usage.hpp"

namespace barqdb::catalog {

// One visit of a dozen short queries. Waits for no lock. What this role may not see is named in `not_examined`. Fills
// in `existed_at` of the indexes where the ledger or commit timestamps tell it.
model::CheckFacts read_check_facts(db::Connection& connection, model::IndexUsageFacts& usage);

// Shapes of all indexes; `usage` gets `existed_at` where commit timestamps are kept.
void read_index_shapes(db::Connection& connection, model::IndexUsageFacts& usage, model::CheckFacts& facts);

// Columns and their statistics.
void read_columns(db::Connection& connection, model::CheckFacts& facts);

// Measures B-trees with pgstattuple, in the order given, until the budget is spent: it reads every page of an index.
// Those that were not measured are named in `not_examined` with the reason.
void measure_indexes(db::Connection& connection, const std::vector<const model::IndexUsage*>& indexes,
                     base::Milliseconds budget, model::CheckFacts& facts);

// One that was dropped meanwhile, or whose table another session holds exclusively, is missing from the answer.
model::DroppedDefinitions read_dropped_definitions(db::Connection& connection, const std::vector<std::int64_t>& oids);

}  // namespace barqdb::catalog
