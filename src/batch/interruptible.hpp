// Ctrl-C while a statement runs that nobody watches: counting rows, planning, a look at a table that somebody locked.
#pragma once

#include <thread>

#include "db/connection.hpp"

namespace barqdb::batch {

// For as long as it lives, a signal cancels the statement that the connection runs.
class Interruptible {
 public:
  explicit Interruptible(db::Connection& connection);

 private:
  std::jthread watcher_;
};

}  // namespace barqdb::batch
