// What a batch that is asked for means, given what barqdb.batch remembers. Pure.
#pragma once

#include <optional>

#include "batch/job.hpp"
#include "batch/work.hpp"

namespace barqdb::batch {

enum class Decision { start, resume, already_done };

// A finished batch is not done again by typing it again: who was killed while it ended must be able to. Throws
// Error{refused} after a cancel and when it is to go on with another backup table, Error{usage} when the name belongs
// to another statement.
Decision decide(const std::optional<Job>& known, const Work& work);

}  // namespace barqdb::batch
