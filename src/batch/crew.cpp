// A lane whose connection is lost takes another one: the cursor says where it stands, whatever came of its last commit.
#include "batch/crew.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "batch/lane_runner.hpp"
#include "execute/lock_ladder.hpp"

namespace barqdb::batch {
namespace {

constexpr int most_losses = 5;  // of connections in a row without a chunk between them

}  // namespace

Crew::Crew(const Shop& shop, db::Pool& pool, std::vector<Lane> lanes, int jobs, Walk walk, bool reconnects)
    : shop_(shop), pool_(pool), lanes_(std::move(lanes)), walk_(std::move(walk)), reconnects_(reconnects) {
  const int workers = std::min<int>(jobs, static_cast<int>(lanes_.size()));
  shop_.gate.begin(workers);
  for (int i = 0; i < workers; ++i) threads_.emplace_back([this] { work(); });
}

Crew::~Crew() { shop_.gate.stop(); }

const Lane* Crew::next() {
  const std::lock_guard lock(mutex_);
  return taken_ < lanes_.size() && !shop_.gate.stopping() ? &lanes_[taken_++] : nullptr;
}

void Crew::mark(db::Connection* connection, bool at_work) {
  const std::lock_guard lock(mutex_);
  if (at_work) {
    at_work_.push_back(connection);
    shop_.gate.joined(connection->backend_pid());
  } else {
    std::erase(at_work_, connection);
    shop_.gate.left(connection->backend_pid());
  }
}

void Crew::cancel() {
  const std::lock_guard lock(mutex_);
  for (db::Connection* connection : at_work_) connection->cancel();
}

void Crew::work() {
  try {
    const Lane* lane = next();
    std::int64_t before = -1;
    int losses = 0;
    while (lane != nullptr) {
      db::Lease lease = pool_.checkout();
      mark(&*lease, true);
      try {
        prepare_lane(*lease, shop_.work.target);
        for (; lane != nullptr; lane = next()) {
          const std::optional<Lane> fresh = read_lane(*lease, shop_.job, lane->number);
          if (fresh && !fresh->done) walk_(shop_, *lease, *fresh);
        }
        mark(&*lease, false);
      } catch (const base::Error& error) {
        mark(&*lease, false);
        const std::int64_t now = shop_.gate.chunks();
        losses = now > before ? 1 : losses + 1;
        before = now;
        if (!reconnects_ || lease->alive() || shop_.gate.stopping() || losses > most_losses) throw;
        shop_.gate.note("a lane lost its connection (" + error.detail + "); it goes on with another one");
        shop_.gate.pause(execute::jittered(base::Milliseconds(500)));
      }
    }
  } catch (...) {
    shop_.gate.failed(std::current_exception());
  }
  shop_.gate.ended();
}

}  // namespace barqdb::batch
