// What was read, what was passed over and why, in the words of a report.
#include <cmath>

#include "base/text.hpp"
#include "base/units.hpp"
#include "logs/nplusone_report.hpp"
#include "logs/timestamp.hpp"

namespace barqdb::logs {
namespace {

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

void say(model::Report& report, const std::string& object, std::uint64_t count, const char* one, const char* many,
         const std::string& rest) {
  if (count > 0) report.not_examined.push_back({object, base::counted(number(count), one, many) + rest});
}

}  // namespace

double rounded(double milliseconds) { return std::round(milliseconds * 1000) / 1000; }

void add_read_facts(const ReadFacts& facts, model::Report& report) {
  std::vector<std::string> read;
  std::string all;
  for (const InputFile& file : facts.files) {
    if (!file.format.empty()) read.push_back(file.path + " (" + file.format + ")");
    if (!file.complaint.empty()) report.not_examined.push_back({file.path, file.complaint});
  }
  all = facts.files.size() == 1 ? facts.files.front().path : "logs";
  if (facts.first_time != Record::no_time) {
    report.notes.push_back(
        "Log time " + format_time(facts.first_time) + " to " + format_time(facts.last_time) + " of " +
        (read.size() == 1 ? read.front() : base::counted(number(read.size()), "file", "files")) + ".");
  }
  if (facts.input.messages > 0 && facts.sessions.executions == 0) {
    report.notes.emplace_back(
        "No message is of a statement: set log_min_duration_statement = 0, or log_statement = all.");
  }
  report.metrics.emplace_back("log_bytes", number(facts.input.bytes));
  report.metrics.emplace_back("messages", number(facts.input.messages));
  report.metrics.emplace_back("executions", number(facts.sessions.executions));
  report.metrics.emplace_back("shapes", number(facts.shapes));
  report.metrics.emplace_back("skipped_messages", number(facts.input.damage.broken));
  report.metrics.emplace_back("cut_messages", number(facts.input.damage.oversize));
  report.metrics.emplace_back("clock_jumps", number(facts.sessions.clock_jumps));

  say(report, all, facts.input.damage.broken, "line or record is", "lines or records are",
      " damaged or only a part, and skipped");
  say(report, all, facts.input.damage.oversize, "message is", "messages are",
      " longer than 4 MB: only the beginning was read");
  // With log_duration the extended protocol has a time for parse and one for bind beside that of each execution.
  const std::uint64_t expected = facts.sessions.executions + 2 * facts.sessions.separate;
  say(report, all, facts.sessions.durations_alone > expected ? facts.sessions.durations_alone : 0, "duration has",
      "durations have", " no statement beside them: set log_min_duration_statement = 0, or log_statement = all");
  say(report, all, facts.sessions.unknown_values, "execution has", "executions have",
      " parameters that the log does not show whole: each counts as one with values of its own, and repeats of the "
      "same "
      "question are not told (log_parameter_max_length = -1 shows them)");
  say(report, all, facts.sessions.coarse, "statement has", "statements have",
      " a time in whole seconds, or none: pauses between requests are not seen, repeats of the same question are told "
      "behind a list only, and what single requests write may look like one loop (%m in log_line_prefix shows them)");
  say(report, all, facts.sessions.clock_jumps, "time", "times", " the clock went back");
  say(report, all, facts.not_parsed, "statement shape is", "statement shapes are",
      " not parsed (newer grammar, or a text that was cut): known by the text only");
  if (!facts.sessions.sessions_known) {
    report.not_examined.push_back(
        {all,
         "neither session (%c), process (%p) nor virtual transaction (%v) is in log_line_prefix: "
         "sessions cannot be told apart, and loops may be missed or mixed"});
  }
}

}  // namespace barqdb::logs
