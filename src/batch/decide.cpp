// The table of states.
#include "batch/decide.hpp"

#include "base/error.hpp"

namespace barqdb::batch {
namespace {

std::string backup_text(const std::string& name) {
  return name.empty() ? "without --backup-table" : "with --backup-table " + name;
}

// Rows that one chunk kept and the next did not could not be brought back.
void check_backup(const Job& known, const Work& work) {
  const model::QualifiedName now = work.spec.backup;
  const model::QualifiedName then =
      known.backup.empty() ? model::QualifiedName{} : model::parse_qualified_name(known.backup);
  const bool same_schema = then.schema.empty() || now.schema.empty() || then.schema == now.schema;
  if (then.name == now.name && same_schema) return;
  throw base::Error(base::ErrorKind::refused,
                    "the batch " + known.name + " was begun " + backup_text(then.text()) + ", this command is " +
                        backup_text(now.text()),
                    resume_hint(known) + "; " + anew_hint(known));
}

}  // namespace

Decision decide(const std::optional<Job>& known, const Work& work) {
  if (!known) return Decision::start;
  const bool ended = known->state == State::done || known->state == State::cancelled;
  if (work.spec.again && ended) return Decision::start;
  if (known->hash != work.hash && is_of_step(*known)) {
    throw base::Error(base::ErrorKind::refused, "the backfill was begun with another table, set or where",
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
  check_backup(*known, work);
  return Decision::resume;
}

}  // namespace barqdb::batch
