// A batch from its entry to its last chunk.
#include "batch/runner.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "batch/crew.hpp"
#include "batch/enter.hpp"
#include "batch/estimate.hpp"
#include "batch/interruptible.hpp"
#include "batch/lane_runner.hpp"
#include "batch/load_lane.hpp"
#include "batch/observer.hpp"
#include "batch/prepare.hpp"
#include "batch/watch_run.hpp"
#include "execute/session.hpp"

namespace barqdb::batch {
namespace {

using base::Error;
using base::ErrorKind;
using Clock = std::chrono::steady_clock;

// The session of a runner that was killed ends within moments; one that works keeps its lock.
constexpr base::Milliseconds runner_wait{3000};

Walk walk_of(Kind kind) {
  if (reads_input(kind)) {
    return
        [](const Shop& shop, db::Connection& connection, const Lane& lane) { LoadLane(shop, connection, lane).run(); };
  }
  return
      [](const Shop& shop, db::Connection& connection, const Lane& lane) { LaneRunner(shop, connection, lane).run(); };
}

class Run {
 public:
  Run(const RunInput& input, Listener& listener)
      : input_(input), listener_(listener), pool_(input.connect, pool_settings(input)), control_(pool_.checkout()) {}

  RunResult all() {
    try {
      const Interruptible while_preparing(*control_);
      if (!begin()) return finished(job_);
    } catch (const Error&) {
      base::throw_if_interrupted();
      throw;
    }
    base::throw_if_interrupted();
    lock_job(*control_, job_, runner_wait);
    return locked();
  }

 private:
  // Up to the entry in barqdb.batch. False when the batch is already done.
  bool begin() {
    prepare_control();
    work_ = prepare(*control_, input_.spec);
    result_.database = control_->database();
    result_.server_version = control_->server_version();
    result_.table = work_.target.table.text();
    const Entry entry = enter(*control_, input_, work_, listener_);
    job_ = entry.job;
    result_.resumed = entry.decision == Decision::resume;
    return entry.decision != Decision::already_done;
  }

  // What is written here need not be on the disk at once: a chunk that is takes all before it along, and of what comes
  // behind the last chunk nothing is needed to go on.
  void prepare_control() {
    execute::prepare_session(*control_);
    control_->query("SET synchronous_commit = off");
  }

  // Every lane, and this thread, holds a connection.
  static const config::PoolSettings& pool_settings(const RunInput& input) {
    const int most = input.pool.most();
    if (most > 0 && most <= input.pace.jobs) {
      throw Error(ErrorKind::usage,
                  "--jobs " + std::to_string(input.pace.jobs) + " needs " + std::to_string(input.pace.jobs + 1) +
                      " connections, the pool has " + std::to_string(most),
                  "raise pool.size in the profile, or lower --jobs");
    }
    return input.pool;
  }

  RunResult finished(const Job& job) {
    result_.already_done = true;
    result_.name = job.name;
    result_.rejected = job.rejected;
    for (const Lane& lane : read_lanes(*control_, job)) result_.rows += lane.rows;
    return result_;
  }

  RunResult locked() {
    const State state = read_state(*control_, job_.id);  // another runner may have ended it while this one waited
    if (state == State::done) return finished(job_);
    if (state != State::running) set_state(*control_, job_.id, State::running);
    try {
      const Ending ending = walk();
      if (ending == Ending::finished) return end();
      throw stopped(ending);
    } catch (Error& error) {
      if (error.kind == ErrorKind::data && error.hint.empty() && !reads_input(work_.spec.kind))
        error.hint = "the chunk was rolled back, those before it stay: repair the rows and type the same command again";
      remember(error);
      throw;
    }
  }

  // The state for who looks later; the cursor does not depend on it.
  void remember(const Error& error) {
    try {
      if (!control_->alive() || read_state(*control_, job_.id) == State::cancelled) return;
      const bool stop = error.kind == ErrorKind::interrupted;
      set_state(*control_, job_.id, stop ? State::paused : State::failed, stop ? "" : error.message);
    } catch (const Error&) {  // the first error says enough
    }
  }

  Ending walk() {
    std::vector<Lane> lanes = read_lanes(*control_, job_);
    std::int64_t rows = 0;
    for (const Lane& lane : lanes) rows += lane.rows;
    std::erase_if(lanes, [](const Lane& lane) { return lane.done; });
    rows_before_ = rows;
    std::optional<std::int64_t> most = input_.spec.max_rows;
    if (input_.spec.expect) most = std::min(most.value_or(*input_.spec.expect), *input_.spec.expect);
    Gate gate(input_.pace, most, rows);
    const Shop shop{work_, job_, input_.pace, input_.online, gate};
    Observer observer(work_.target.oid, input_.pace, input_.replicas);
    RunWatch watch(shop, *control_, pool_, observer, listener_);
    Ending ending = Ending::finished;
    gate.set({true, false, "the first look at the server"}, false);  // meanwhile the lanes connect
    {
      Crew crew(shop, pool_, std::move(lanes), input_.pace.jobs, walk_of(work_.spec.kind),
                !reads_input(work_.spec.kind));
      try {
        watch.look();
        ending = watch.until_end([&] { crew.cancel(); });
      } catch (const Error&) {
        gate.stop();
        throw;
      }
    }
    result_.rows = gate.rows();
    result_.rows_now = gate.rows() - rows_before_;
    result_.chunks = gate.chunks();
    result_.longest_ms = gate.longest_ms();
    result_.pool = pool_.status();
    return ending;
  }

  RunResult end() {
    const std::vector<Lane> lanes = read_lanes(*control_, job_);
    result_.rows = 0;
    Key upper;
    for (const Lane& lane : lanes) {
      result_.rows += lane.rows;
      upper = lane.upper;
    }
    if (reads_input(work_.spec.kind))
      result_.rejected = read_rejected(*control_, job_.id);
    else if (!work_.target.by_ctid())
      result_.appeared = count_behind(*control_, work_, upper);
    check_expected(work_, result_.rows, "all chunks are done and changed ");
    if (work_.target.by_ctid() && !reads_input(work_.spec.kind)) forget_writes(*control_, job_.id);
    set_state(*control_, job_.id, State::done);
    unlock_job(*control_, job_);
    result_.name = job_.name;
    result_.elapsed = std::chrono::duration_cast<base::Milliseconds>(Clock::now() - began_);
    return result_;
  }

  Error stopped(Ending ending) const {
    const std::string far =
        std::to_string(result_.rows) + " of about " + std::to_string(job_.estimate) + " rows are done";
    if (ending == Ending::cancelled)
      return {ErrorKind::interrupted, "the batch " + job_.name + " was cancelled; " + far, resume_hint(job_)};
    return {ErrorKind::interrupted, "interrupted after a whole chunk; " + far,
            "type the same command again to go on" +
                (is_of_step(job_) ? "" : ", or `barqdb batch resume " + shell_word(job_.name) + "`")};
  }

  const RunInput& input_;
  Listener& listener_;
  Clock::time_point began_ = Clock::now();
  db::Pool pool_;
  db::Lease control_;
  Work work_;
  Job job_;
  RunResult result_;
  std::int64_t rows_before_ = 0;
};

}  // namespace

RunResult run(const RunInput& input, Listener& listener) { return Run(input, listener).all(); }

}  // namespace barqdb::batch
