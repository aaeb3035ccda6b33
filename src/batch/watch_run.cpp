// A look every half second, on the connection that holds the batch's lock.
#include "batch/watch_run.hpp"

#include "base/interrupt.hpp"
#include "base/text.hpp"

namespace barqdb::batch {
namespace {

using Clock = std::chrono::steady_clock;

constexpr base::Milliseconds between_looks{500};
constexpr base::Milliseconds between_signals{50};

}  // namespace

RunWatch::RunWatch(const Shop& shop, db::Connection& control, db::Pool& pool, Observer& observer, Listener& listener)
    : shop_(shop),
      control_(control),
      pool_(pool),
      observer_(observer),
      listener_(listener),
      signals_(base::interrupt_count()),
      rows_at_begin_(shop.gate.rows()) {}

void RunWatch::look() {
  const Brake brake = observer_.look(control_, shop_.gate.sessions());
  const State state = read_state(control_, shop_.job.id);
  shop_.gate.set(brake, state == State::paused);
  obey(state);
  tell_pulse(control_, shop_.job.id, tell());
}

void RunWatch::obey(State state) {
  if (state != State::cancelled || ending_ != Ending::finished) return;
  ending_ = Ending::cancelled;
  shop_.gate.stop();
}

Pulse RunWatch::tell() {
  for (const std::string& note : observer_.take_notes()) listener_.note(note);
  for (const std::string& note : shop_.gate.take_notes()) listener_.note(note);
  Progress progress;
  progress.rows = shop_.gate.rows();
  progress.estimate = shop_.job.estimate;
  progress.lag = observer_.load().lag;
  progress.waits_for = shop_.gate.waiting_for();
  const double seconds = std::chrono::duration<double>(Clock::now() - began_).count();
  if (seconds > 0) progress.rows_second = static_cast<double>(progress.rows - rows_at_begin_) / seconds;
  if (progress.rows_second > 0 && progress.estimate > progress.rows) {
    progress.left = base::Milliseconds(static_cast<std::int64_t>(
        1000.0 * static_cast<double>(progress.estimate - progress.rows) / progress.rows_second));
  }
  listener_.progress(progress);
  if (!progress.waits_for.empty() && progress.waits_for != said_) listener_.note("held up: " + progress.waits_for);
  said_ = progress.waits_for;
  return {progress.waits_for, progress.rows_second, progress.lag, pool_.status()};
}

void RunWatch::interrupt(const std::function<void()>& cancel) {
  const int signals = base::interrupt_count();
  if (signals == signals_) return;
  if (ending_ == Ending::interrupted) {
    cancel();
  } else {
    ending_ = Ending::interrupted;
    listener_.note("interrupted: the chunks under way are finished first (again to give them up)");
    shop_.gate.stop();
  }
  signals_ = signals;
}

Ending RunWatch::until_end(const std::function<void()>& cancel) {
  auto looked = Clock::now();
  while (!shop_.gate.wait_for_lanes(between_signals)) {
    interrupt(cancel);
    if (Clock::now() - looked < between_looks) continue;
    looked = Clock::now();
    look();
  }
  // After Ctrl-C an error is that of a chunk that was given up: it was rolled back.
  if (shop_.gate.error() && ending_ != Ending::interrupted) std::rethrow_exception(shop_.gate.error());
  tell();
  return ending_;
}

}  // namespace barqdb::batch
