// How many rows a batch will change, by the planner's estimate; read from a replica where one is near enough.
#pragma once

#include "batch/work.hpp"
#include "db/connection.hpp"

namespace barqdb::batch {

std::int64_t estimate_rows(db::Connection& reader, const Work& work);
// Counts them. Reads the whole table, or what an index leaves of it.
std::int64_t count_rows(db::Connection& reader, const Work& work);
// Throws Error{refused} when --expect says another number; `words` stand before the rows.
void check_expected(const Work& work, std::int64_t rows, const std::string& words);
// Rows with keys behind `upper`, counted up to 10,001.
std::int64_t count_behind(db::Connection& connection, const Work& work, const Key& upper);

}  // namespace barqdb::batch
