// The statements by which staged rows reach their table. Pure.
#pragma once

#include <string>
#include <vector>

#include "batch/work.hpp"

namespace barqdb::batch {

bool needs_stage(const Work& work);  // COPY knows no ON CONFLICT and no policies
std::string copy_sql(const Work& work, const std::vector<std::string>& columns);
std::string stage_sql(const Work& work, const std::vector<std::string>& columns);
std::string clear_stage_sql();
// In the order of the key, so that two loads of the same keys wait for each other instead of deadlocking. Of rows with
// the same key the last one counts, as if each had been sent by itself.
std::string merge_sql(const Work& work, const std::vector<std::string>& columns);

}  // namespace barqdb::batch
