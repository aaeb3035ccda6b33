// From a command to its row in barqdb.batch: found again, or entered.
#pragma once

#include "batch/decide.hpp"
#include "batch/job.hpp"
#include "batch/listener.hpp"
#include "batch/runner.hpp"
#include "batch/work.hpp"
#include "db/connection.hpp"

namespace barqdb::batch {

struct Entry {
  Job job;
  Decision decision = Decision::start;
};

// Throws Error{refused} where it would do work over: an unfinished batch has part of it in common, or was begun with
// another key or backup table; and where --expect says another number of rows. Nothing is changed then.
Entry enter(db::Connection& control, const RunInput& input, const Work& work, Listener& listener);

}  // namespace barqdb::batch
