// What is known decides; the lanes of a new batch are cut by a sample of the table.
#include "batch/enter.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "batch/estimate.hpp"
#include "batch/key_sql.hpp"
#include "batch/lane_runner.hpp"
#include "batch/load_lane.hpp"
#include "batch/observer.hpp"
#include "batch/rival.hpp"
#include "batch/split.hpp"

namespace barqdb::batch {
namespace {

using base::Error;
using base::ErrorKind;

// The cursors that are kept must mean what they meant.
void check_key(db::Connection& control, const Work& work, const Job& job) {
  if (reads_input(work.spec.kind)) return;
  if (job.key_columns != key_columns(work)) {
    throw Error(ErrorKind::refused,
                "the batch " + job.name + " was begun along (" + base::join(job.key_columns, ", ") +
                    "), and the table is walked along (" + base::join(key_columns(work), ", ") + ") now",
                is_of_step(job) ? "bring the index back that it had, or the step's `key`"
                                : "name that key with --key, or bring its index back; " + anew_hint(job));
  }
  if (!work.target.by_ctid()) return;
  for (const Lane& lane : read_lanes(control, job))
    if (!lane.done && lane.upper.back() != block_key(work.target, 0).back()) throw rewritten(work.target);
}

void tell_side_effects(const Work& work, Listener& listener) {
  for (const std::string& text : work.target.triggers) listener.note(text);
  for (const std::string& text : work.target.cascades) listener.note(text);
  if (work.target.by_ctid() && !reads_input(work.spec.kind)) listener.note(no_key_text());
}

Job begin(db::Connection& control, const RunInput& input, const Work& work, Listener& listener, int previous) {
  const bool walks = !reads_input(work.spec.kind);
  Observer observer(work.target.oid, input.pace, input.replicas);
  db::Connection* replica = input.replicas.empty() ? nullptr : observer.reader(control);
  db::Connection& reader = replica != nullptr ? *replica : control;
  if (replica != nullptr) reader.query("SET extra_float_digits = 1; SET DateStyle = ISO");
  std::int64_t estimate = 0;
  if (walks && work.spec.expect) {
    estimate = count_rows(reader, work);
    check_expected(work, estimate, "the condition selects ");
  } else if (walks) {
    estimate = estimate_rows(reader, work);
  }
  tell_side_effects(work, listener);
  set_lane(control, work.target);
  const std::vector<Lane> lanes =
      walks ? split(control, reader, work.target, input.pace.jobs) : std::vector<Lane>{Lane{}};
  return create_job(control, work, lanes, estimate, input.arguments, previous);
}

}  // namespace

Entry enter(db::Connection& control, const RunInput& input, const Work& work, Listener& listener) {
  create_job_tables(control);
  const std::optional<Job> known = find_job(control, work.spec.name, work.hash);
  Decision decision = decide(known, work);
  if (decision == Decision::already_done && reads_input(work.spec.kind) &&
      !same_input(work.spec.input, read_lanes(control, *known)))
    decision = Decision::start;  // another file under the same name
  if (decision == Decision::resume) check_key(control, work, *known);
  if (decision != Decision::start) return {*known, decision};
  if (const auto rival = work.spec.beside ? std::nullopt : rival_of(control, work)) throw Error(*rival);
  return {begin(control, input, work, listener, known ? known->id : 0), decision};
}

}  // namespace barqdb::batch
