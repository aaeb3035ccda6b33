// One setting, which not every role may change.
#include "execute/uncounted.hpp"

#include "base/error.hpp"

namespace barqdb::execute {

bool stop_counting(db::Connection& connection) {
  try {
    connection.query("SET track_counts = off");
    return true;
  } catch (const base::Error& error) {
    if (!connection.alive() || error.kind == base::ErrorKind::interrupted) throw;
    return false;
  }
}

}  // namespace barqdb::execute
