// One runner a batch: an advisory lock of its session.
#include <chrono>

#include "base/error.hpp"
#include "batch/job.hpp"
#include "batch/sql.hpp"
#include "execute/lock_ladder.hpp"

namespace barqdb::batch {

using base::Error;
using base::ErrorKind;

void lock_job(db::Connection& connection, const Job& job, base::Milliseconds wait) {
  const auto began = std::chrono::steady_clock::now();
  while (!connection.query("SELECT pg_catalog.pg_try_advisory_lock(1650553202, $1::integer)", {std::to_string(job.id)})
              .boolean(0, 0)) {
    if (std::chrono::steady_clock::now() - began >= wait) {
      throw Error(ErrorKind::busy, "another barqdb is at work on the batch " + job.name,
                  "`barqdb batch status` shows how far it is; wait for it, or stop it with `barqdb batch cancel " +
                      job.name + "`");
    }
    execute::pause_for(execute::jittered(base::Milliseconds(200)));
  }
}

void unlock_job(db::Connection& connection, const Job& job) {
  connection.query("SELECT pg_catalog.pg_advisory_unlock(1650553202, $1::integer)", {std::to_string(job.id)});
}

bool is_locked(db::Connection& connection, int id) {
  return connection.query(sql::batch_locked, {std::to_string(id)}).rows() > 0;
}

}  // namespace barqdb::batch
