// The table of states.
#include "batch/decide.hpp"

#include "base/error.hpp"

namespace barqdb::batch {

Decision decide(const std::optional<Job>& known, const Work& work) {
  if (!known) return Decision::start;
  const bool ended = known->state == State::done || known->state == State::cancelled;
  if (work.spec.again && ended) return Decision::start;
  if (known->hash != work.hash && is_of_step(*known)) {
    throw base::Error(base::ErrorKind::refused, "the backfill was begun with another table, set, where or key",
                      "restore the text that was begun, or roll the unfinished revision back with `barqdb downgrade`");
  }
  if (known->hash != work.hash) {
    throw base::Error(base::ErrorKind::usage, "the name " + known->name + " belongs to another batch",
                      "choose another --name" + std::string(ended ? ", or say --again to use this one anew" : ""));
  }
  if (known->state == State::done) return Decision::already_done;
  if (known->state == State::cancelled) {
    throw base::Error(base::ErrorKind::refused, "the batch " + known->name + " was cancelled before its end",
                      resume_hint(*known) + (is_of_step(*known) ? "" : "; --again begins anew"));
  }
  return Decision::resume;
}

}  // namespace barqdb::batch
