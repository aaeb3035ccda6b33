// A live line at a terminal, notes that stay, and the result as a sentence or a report.
#include "cli/batch_run.hpp"

#include "base/text.hpp"
#include "batch/preview.hpp"
#include "cli/live_line.hpp"

namespace barqdb::cli {
namespace {

class BatchProgress : public batch::Listener {
 public:
  explicit BatchProgress(Context& context) : line_(context) {}

  void progress(const batch::Progress& now) override {
    std::string text = "  " + std::to_string(now.rows);
    if (now.estimate > 0) text += " of about " + std::to_string(now.estimate);
    text += " rows, " + std::to_string(static_cast<std::int64_t>(now.rows_second)) + " a second";
    if (now.left) text += ", " + base::format_duration(*now.left) + " left";
    if (now.lag) text += ", lag " + base::format_duration(*now.lag);
    if (!now.waits_for.empty()) text += ", held up: " + now.waits_for;
    line_.show(text);
  }
  void note(const std::string& text) override { line_.say("  " + text); }

 private:
  LiveLine line_;
};

std::string sentence(const batch::RunResult& result) {
  if (result.already_done) {
    return "nothing to do: the batch " + result.name + " was finished before, with " +
           base::counted(result.rows, "row", "rows") + "; --again does it anew\n";
  }
  std::string text = result.name + ": " + base::counted(result.rows, "row", "rows") + " in " +
                     base::counted(result.chunks, "chunk", "chunks") + ", " + base::format_duration(result.elapsed);
  if (result.resumed) text += " (" + std::to_string(result.rows_now) + " of them by this run)";
  if (result.rejected > 0) text += "; " + base::counted(result.rejected, "row", "rows") + " rejected";
  if (result.appeared > 0) {
    text += "; " + (result.appeared > 10'000 ? "more than 10000" : std::to_string(result.appeared)) +
            " newer rows behind the upper bound were left as they are";
  }
  return text + "\n";
}

model::Report report_of(const batch::RunResult& result) {
  model::Report report;
  report.name = "batch";
  report.database = result.database;
  report.server_version = result.server_version;
  report.metrics = {{"name", result.name},
                    {"table", result.table},
                    {"rows", result.rows},
                    {"rows_now", result.rows_now},
                    {"chunks", result.chunks},
                    {"rejected", result.rejected},
                    {"appeared", result.appeared},
                    {"longest_chunk_ms", result.longest_ms},
                    {"elapsed_ms", static_cast<std::int64_t>(result.elapsed.count())},
                    {"resumed", result.resumed},
                    {"already_done", result.already_done},
                    {"pool_opened", result.pool.opened},
                    {"pool_waits", result.pool.waits},
                    {"pool_recycled", result.pool.recycled},
                    {"pool_broken", result.pool.broken}};
  return report;
}

}  // namespace

int run_batch(const batch::RunInput& input, bool dry_run, Context& context) {
  if (dry_run) {
    context.write(batch::preview(input));
    return 0;
  }
  batch::RunResult result;
  {
    BatchProgress progress(context);
    result = batch::run(input, progress);
  }
  if (context.format() == "table")
    context.write(sentence(result));
  else
    context.write(report_of(result));
  return 0;
}

}  // namespace barqdb::cli
