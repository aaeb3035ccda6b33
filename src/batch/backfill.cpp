// From a step to a batch, and from a batch's progress to that of the run.
#include "batch/backfill.hpp"

#include "base/text.hpp"
#include "batch/sql.hpp"

namespace barqdb::batch {
namespace {

class Relay : public Listener {
 public:
  Relay(const model::Operation& operation, execute::Listener& listener) : operation_(operation), listener_(listener) {}

  void progress(const Progress& now) override {
    std::string text = std::to_string(now.rows);
    if (now.estimate > 0) text += " of about " + std::to_string(now.estimate);
    text += " rows, " + std::to_string(static_cast<std::int64_t>(now.rows_second)) + " a second";
    if (!now.waits_for.empty()) text += ", held up: " + now.waits_for;
    listener_.progress(operation_, text);
  }
  void note(const std::string& text) override { listener_.note(operation_.what() + ": " + text); }

 private:
  const model::Operation& operation_;
  execute::Listener& listener_;
};

// A batch that began before this attempt at the revision is of an application that was rolled back: finished or not, it
// is over, and true is returned.
bool end_earlier_application(const RunInput& input, const std::string& revision, int step) {
  db::Connection connection(input.connect);
  if (!job_tables_exist(connection)) return false;
  if (!connection.query(sql::batch_outlived, {input.spec.name, revision, std::to_string(step)}).boolean(0, 0))
    return false;
  const Job job = named_job(connection, input.spec.name);
  if (job.state != State::done) set_state(connection, job.id, State::cancelled);
  return true;
}

}  // namespace

void run_backfill(RunInput base, const std::string& revision, const model::Operation& operation,
                  execute::Listener& listener) {
  const model::BackfillStep& step = *operation.backfill;
  base.spec.kind = Kind::update;
  base.spec.table = step.table;
  base.spec.set = step.set;
  base.spec.where = step.where;
  base.spec.key = step.key;
  base.spec.name = "revision " + revision + ", step " + std::to_string(operation.step);
  base.pace.jobs = step.jobs;
  base.pace.chunk_time = step.chunk_time;
  base.pace.max_lag = step.max_lag;
  base.pace.max_rate = step.max_rate;
  base.spec.beside = true;  // nobody types it: its revision says what it is
  base.spec.again = end_earlier_application(base, revision, operation.step);
  Relay relay(operation, listener);
  run(base, relay);
}

}  // namespace barqdb::batch
