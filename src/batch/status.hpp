// The batches of a database as a report, and orders to the one that runs.
#pragma once

#include <string>

#include "batch/job.hpp"
#include "db/connection.hpp"
#include "model/report.hpp"

namespace barqdb::batch {

// Of one (name or id), or all of them, the newest first.
model::Report status_report(db::Connection& connection, const std::string& name_or_id);

// They change what barqdb.batch says; the runner obeys within a second. Throws Error{refused} where the order makes no
// sense any more. True when a runner is at work on it.
bool order_pause(db::Connection& connection, const Job& job);
bool order_cancel(db::Connection& connection, const Job& job);
bool order_resume(db::Connection& connection, const Job& job);

}  // namespace barqdb::batch
