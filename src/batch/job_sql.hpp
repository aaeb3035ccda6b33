// The statements by which a batch is entered. Pure.
#pragma once

#include <string>
#include <vector>

#include "batch/job.hpp"

namespace barqdb::batch {

// The table for the old values, with the key that the rows are walked by.
std::string backup_table_sql(const Work& work);
// `statement` for people. Returns the id.
std::string insert_job_sql(const Job& job, const std::string& statement);
// Empty keys are NULL. `lanes` are not empty.
std::string insert_lanes_sql(int id, const std::vector<Lane>& lanes);

}  // namespace barqdb::batch
