// An unfinished batch of which another one would do work over.
#pragma once

#include <optional>
#include <string>

#include "base/error.hpp"
#include "batch/job.hpp"
#include "batch/work.hpp"
#include "db/connection.hpp"

namespace barqdb::batch {

// What both do, said of the unfinished one: "sets v, too"; "" when they can stand side by side, as deletes can: what
// the one has deleted the other does not meet.
std::string common_work(const Job& unfinished, const Work& work);

// The refusal to begin a batch while another one with common work is unfinished and has changed rows or has a runner.
// Nothing where the batches' tables are missing.
std::optional<base::Error> rival_of(db::Connection& connection, const Work& work);

}  // namespace barqdb::batch
