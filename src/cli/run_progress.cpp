// The lines of a run.
#include "cli/run_progress.hpp"

#include "base/text.hpp"

namespace barqdb::cli {
namespace {

// "  12/200 create index public.idx_x, concurrently"
std::string line_of(const model::Operation& operation, std::size_t count) {
  return "  " + std::to_string(operation.position) + "/" + std::to_string(count) + " " + operation.what() +
         (operation.strategy == model::Strategy::concurrent ? ", concurrently" : "");
}

}  // namespace

void RunProgress::revision_begins(const model::Plan& plan, int number, int count) {
  counter_ = std::to_string(number) + " of " + std::to_string(count);
  line_.say(std::string(plan.direction == model::Direction::up ? "upgrade " : "downgrade ") + plan.revision +
            (plan.description.empty() ? "" : ": " + plan.description) + " (" + counter_ + ")");
}

void RunProgress::revision_ends(const model::Plan& plan, base::Milliseconds elapsed) {
  line_.clear();
  context_.detail("  " + plan.revision + " done in " + base::format_duration(elapsed));
}

void RunProgress::operation_begins(const model::Plan& plan, const model::Operation& operation) {
  operations_ = plan.operations.size();
  line_.show(line_of(operation, operations_));
  if (operation.intent == model::Intent::drop_index && operation.decision == model::Decision::adopt) {
    note(operation.object.text() + ": " + operation.reason);
  }
}

void RunProgress::operation_ends(const model::Plan&, const model::Operation& operation, base::Milliseconds elapsed) {
  line_.clear();
  const std::string done = operation.sends() ? " in " + base::format_duration(elapsed) : ": " + operation.reason;
  context_.detail(line_of(operation, operations_) + done);
}

void RunProgress::progress(const model::Operation& operation, const std::string& text) {
  line_.show(line_of(operation, operations_) + ": " + text);
}

void RunProgress::detail(const std::string& text) {
  line_.clear();
  context_.detail("  " + text);
}

void RunProgress::note(const std::string& text) { line_.say("  " + text); }

}  // namespace barqdb::cli
