// Looks after a batch while its lanes work: orders from other sessions, the server's load, Ctrl-C, progress.
#pragma once

#include <functional>

#include "batch/crew.hpp"
#include "batch/listener.hpp"
#include "batch/observer.hpp"
#include "db/pool.hpp"

namespace barqdb::batch {

// How the lanes came to their end.
enum class Ending { finished, interrupted, cancelled };

class RunWatch {
 public:
  RunWatch(const Shop& shop, db::Connection& control, db::Pool& pool, Observer& observer, Listener& listener);

  // One look before the lanes begin, so that a closed window or a lagging replica holds the first chunk.
  void look();
  // Until every lane has ended. `cancel` ends the statements under way. Throws the first error of a lane.
  Ending until_end(const std::function<void()>& cancel);

 private:
  Pulse tell();
  void obey(State state);
  void interrupt(const std::function<void()>& cancel);

  const Shop& shop_;
  db::Connection& control_;
  db::Pool& pool_;
  Observer& observer_;
  Listener& listener_;
  Ending ending_ = Ending::finished;
  int signals_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::int64_t rows_at_begin_;
  std::string said_;
};

}  // namespace barqdb::batch
