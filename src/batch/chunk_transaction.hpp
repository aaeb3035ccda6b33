// What every chunk's transaction begins and ends with, and which errors make it give way.
#pragma once

#include <string>

#include "base/error.hpp"
#include "batch/gate.hpp"
#include "batch/job.hpp"
#include "config/settings.hpp"
#include "db/connection.hpp"

namespace barqdb::batch {

// What the lanes of a run have in common.
struct Shop {
  const Work& work;
  const Job& job;
  const Pace& pace;
  const config::OnlineSettings& online;
  Gate& gate;
};

// BEGIN with timeouts, and the lane's row locked where the cursor is expected. Throws Error{busy} when another runner
// has moved it. `patience` multiplies the time that a chunk may take.
void begin_chunk(const Shop& shop, db::Connection& connection, int lane, const Key& cursor,
                 base::Milliseconds lock_timeout, int patience, bool repeatable_read);
// Moves the cursor; to be followed by COMMIT.
std::string move_cursor_sql(int job, int lane, const Key& cursor, std::int64_t rows, std::int64_t chunk_size,
                            bool done);
void roll_back(db::Connection& connection);

// Somebody else is in the way, or the chunk was too large: a smaller one a little later may do.
bool gives_way(const base::Error& error);
std::string wait_text(const base::Error& error);
base::Error budget_spent(const config::OnlineSettings& online, const base::Error& error);
base::Error too_many_rows();

}  // namespace barqdb::batch
