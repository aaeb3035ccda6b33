// The lanes at work: a thread and a connection of the pool each.
#pragma once

#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "batch/chunk_transaction.hpp"
#include "db/pool.hpp"

namespace barqdb::batch {

// Walks one lane to its end, or until the gate says stop.
using Walk = std::function<void(const Shop&, db::Connection&, const Lane&)>;

class Crew {
 public:
  // Begins at once; `lanes` are the ones that are not done. Ends when they are, or when the gate says stop.
  // `reconnects`: a lane that lost its connection may go on with another one.
  Crew(const Shop& shop, db::Pool& pool, std::vector<Lane> lanes, int jobs, Walk walk, bool reconnects);
  ~Crew();  // tells the gate to stop, and waits for the chunks under way
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  void cancel();  // the statements under way, at once

 private:
  void work();
  void mark(db::Connection* connection, bool at_work);
  const Lane* next();

  const Shop& shop_;
  db::Pool& pool_;
  std::vector<Lane> lanes_;
  Walk walk_;
  bool reconnects_;
  std::mutex mutex_;
  std::size_t taken_ = 0;
  std::vector<db::Connection*> at_work_;
  std::vector<std::jthread> threads_;
};

}  // namespace barqdb::batch
