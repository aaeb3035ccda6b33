// Threads, one a lane; each has its own connection, prepared like the runner's.
#include "execute/lanes.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "execute/lane_schedule.hpp"
#include "execute/lone_operation.hpp"
#include "execute/session.hpp"
#include "execute/transaction_group.hpp"

namespace barqdb::execute {
namespace {

// Several lanes, one listener.
class SharedListener : public Listener {
 public:
  explicit SharedListener(Listener& listener) : listener_(listener) {}
  void revision_begins(const model::Plan& plan, int number, int count) override {
    const std::lock_guard lock(mutex_);
    listener_.revision_begins(plan, number, count);
  }
  void revision_ends(const model::Plan& plan, base::Milliseconds elapsed) override {
    const std::lock_guard lock(mutex_);
    listener_.revision_ends(plan, elapsed);
  }
  void operation_begins(const model::Plan& plan, const model::Operation& operation) override {
    const std::lock_guard lock(mutex_);
    listener_.operation_begins(plan, operation);
  }
  void operation_ends(const model::Plan& plan, const model::Operation& operation, base::Milliseconds elapsed) override {
    const std::lock_guard lock(mutex_);
    listener_.operation_ends(plan, operation, elapsed);
  }
  void progress(const model::Operation& operation, const std::string& text) override {
    const std::lock_guard lock(mutex_);
    listener_.progress(operation, text);
  }
  void note(const std::string& text) override {
    const std::lock_guard lock(mutex_);
    listener_.note(text);
  }
  void detail(const std::string& text) override {
    const std::lock_guard lock(mutex_);
    listener_.detail(text);
  }

 private:
  std::mutex mutex_;
  Listener& listener_;
};

// An operation of a lane: concurrent ones commit by themselves, plain ones are a transaction each.
void run_lane_operation(StatementRunner& runner, const model::Plan& plan, std::size_t index) {
  if (plan.operations[index].strategy == model::Strategy::plain) {
    run_transaction(runner, plan, index, index + 1, "");
  } else {
    run_lone_operation(runner, plan, index);
  }
}

// The parallel workers of one build are divided among the lanes. Memory is divided only when the profile names what the
// whole run may use; otherwise each build has the server's maintenance_work_mem, as any other session.
void share_resources(db::Connection& connection, const config::OnlineSettings& online, int jobs) {
  std::string sql =
      "SELECT pg_catalog.set_config('max_parallel_maintenance_workers', "
      "(pg_catalog.current_setting('max_parallel_maintenance_workers')::int / " +
      std::to_string(jobs) + ")::text, false)";
  if (online.maintenance_memory > 0) {
    sql += ", pg_catalog.set_config('maintenance_work_mem', '" +
           std::to_string(std::max<std::int64_t>(1024, online.maintenance_memory / 1024 / jobs)) + "kB', false)";
  }
  connection.query(sql);
}

class Lanes {
 public:
  Lanes(Workshop& workshop, const model::Plan& plan, std::size_t begin, std::size_t end, int jobs)
      : workshop_(workshop),
        jobs_(jobs),
        plain_(plan.operations[begin].strategy == model::Strategy::plain),
        listener_(workshop.listener),
        plan_(plan),
        schedule_(plan, begin, end, workshop.connection.server_version()) {}

  void run() {
    {
      std::vector<std::jthread> threads;
      for (int lane = 0; lane < jobs_; ++lane) threads.emplace_back([this] { work_on_own_connection(); });
    }
    if (first_error_) std::rethrow_exception(first_error_);
  }

 private:
  void work_on_own_connection() {
    try {
      db::Connection connection = workshop_.connect();
      const bool pooled = prepare_session(connection, workshop_.online.lock_mode);
      if (plain_ && !pooled) share_resources(connection, workshop_.online, jobs_);
      work(connection);
    } catch (...) {
      fail();
    }
  }

  void work(db::Connection& connection) {
    try {
      Watch watch(workshop_.connect, workshop_.tenure.pooled() ? 0 : connection.backend_pid());
      StatementRunner runner(connection, watch, listener_, workshop_);
      while (const std::optional<std::size_t> operation = next()) {
        run_lane_operation(runner, plan_, *operation);
        finish(*operation);
      }
    } catch (...) {
      fail();
    }
  }

  // Waits for an operation that may begin; nothing when none is left or a lane has failed.
  std::optional<std::size_t> next() {
    std::unique_lock lock(mutex_);
    while (true) {
      base::throw_if_interrupted();
      if (first_error_ || schedule_.exhausted()) return std::nullopt;
      if (const std::optional<std::size_t> operation = schedule_.take()) return operation;
      changed_.wait_for(lock, base::Milliseconds(500));
    }
  }

  void finish(std::size_t operation) {
    const std::lock_guard lock(mutex_);
    schedule_.finish(operation);
    changed_.notify_all();
  }

  void fail() {
    const std::lock_guard lock(mutex_);
    if (!first_error_) first_error_ = std::current_exception();
    changed_.notify_all();
  }

  Workshop& workshop_;
  int jobs_;
  bool plain_;
  SharedListener listener_;
  const model::Plan& plan_;
  LaneSchedule schedule_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::exception_ptr first_error_;
};

}  // namespace

void run_lanes(Workshop& workshop, StatementRunner& runner, const model::Plan& plan, std::size_t begin,
               std::size_t end) {
  const int jobs = std::min<int>(workshop.online.jobs, static_cast<int>(end - begin));
  if (jobs > 1) return Lanes(workshop, plan, begin, end, jobs).run();
  for (std::size_t i = begin; i < end; ++i) {
    base::throw_if_interrupted();
    run_lane_operation(runner, plan, i);
  }
}

}  // namespace barqdb::execute
