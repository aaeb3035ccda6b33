// Findings out of the server's own messages.
#include "logs/event_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "base/units.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t most_of_a_kind = 20;

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

model::Finding make(const char* check, const char* severity, std::string object, std::string message) {
  model::Finding finding;
  finding.check = check;
  finding.verdict = "review";
  finding.severity = severity;
  finding.object = std::move(object);
  finding.message = std::move(message);
  return finding;
}

// The entries of a map with the largest first, at most most_of_a_kind.
template <typename Map, typename Size>
auto largest(const Map& map, Size size) {
  std::vector<const typename Map::value_type*> out;
  for (const auto& entry : map) out.push_back(&entry);
  std::stable_sort(out.begin(), out.end(),
                   [&](const auto* left, const auto* right) { return size(left->second) > size(right->second); });
  if (out.size() > most_of_a_kind) out.resize(most_of_a_kind);
  return out;
}

void add_errors(const ServerEvents& events, const ReadFacts& facts, model::Report& report) {
  for (const auto* entry : largest(events.errors, [](const ErrorGroup& group) { return group.count; })) {
    const ErrorGroup& group = entry->second;
    const std::string object = group.sqlstate.empty() ? group.severity : group.sqlstate;
    model::Finding finding =
        make("log.error", "info", object,
             group.severity + (group.sqlstate.empty() ? "" : " " + group.sqlstate) + ", " +
                 base::counted(number(group.count), "time", "times") + ": " + base::one_line(group.example, 200));
    finding.evidence = {{"sqlstate", group.sqlstate}, {"count", number(group.count)}, {"severity", group.severity},
                        {"message", group.message},   {"example", group.example},     {"statement", group.statement}};
    finding.file = group.file < facts.files.size() ? facts.files[group.file].path : "";
    finding.line = static_cast<int>(std::min<std::uint64_t>(group.line, INT32_MAX));
    report.findings.push_back(std::move(finding));
  }
}

void add_locks(const ServerEvents& events, model::Report& report) {
  if (events.deadlocks > 0) {
    report.findings.push_back(make("log.deadlock", "warning", "deadlocks",
                                   base::counted(number(events.deadlocks), "deadlock", "deadlocks") +
                                       ": the sessions took their locks in different orders"));
    report.findings.back().evidence.emplace_back("count", number(events.deadlocks));
  }
  if (events.lock_waits == 0) return;
  report.findings.push_back(
      make("log.lock_wait", "warning", "lock waits",
           base::counted(number(events.lock_waits), "wait", "waits") +
               fmt::format(" for a lock longer than deadlock_timeout; {:.0f} ms until those that got it did",
                           events.lock_wait_ms)));
  report.findings.back().evidence = {{"count", number(events.lock_waits)}, {"waited_ms", events.lock_wait_ms}};
}

void add_temporary(const ServerEvents& events, model::Report& report) {
  for (const auto* entry :
       largest(events.temporary_by_statement, [](const TemporaryFiles& files) { return files.bytes; })) {
    const TemporaryFiles& files = entry->second;
    report.findings.push_back(make("log.temp_file", "info", "temporary files",
                                   base::counted(number(files.count), "temporary file", "temporary files") + " of " +
                                       base::format_size(number(files.bytes)) + " by: " + entry->first));
    report.findings.back().evidence = {{"count", number(files.count)},
                                       {"bytes", number(files.bytes)},
                                       {"largest_bytes", number(files.largest)},
                                       {"statement", entry->first}};
  }
}

void add_upkeep(const ServerEvents& events, model::Report& report) {
  const Checkpoints& all = events.checkpoints;
  if (all.too_frequent > 0 || all.requested * 2 > all.count + 1) {
    report.findings.push_back(make(
        "log.checkpoint", "info", "checkpoints",
        fmt::format("{} of {} checkpoints were not by time: max_wal_size may be too small", all.requested, all.count)));
    report.findings.back().evidence = {{"count", number(all.count)},
                                       {"requested", number(all.requested)},
                                       {"too_frequent", number(all.too_frequent)},
                                       {"longest_s", all.longest}};
  }
  for (const auto* entry : largest(events.autovacuum, [](const VacuumedTable& table) { return table.seconds; })) {
    const VacuumedTable& table = entry->second;
    report.findings.push_back(make("log.autovacuum", "info", entry->first,
                                   fmt::format("autovacuum: {} vacuums and {} analyzes of {}, {:.2f} s", table.vacuums,
                                               table.analyzes, entry->first, table.seconds)));
    report.findings.back().verdict = "keep";
    report.findings.back().evidence = {
        {"vacuums", number(table.vacuums)}, {"analyzes", number(table.analyzes)}, {"seconds", table.seconds}};
  }
}

}  // namespace

void add_event_findings(const ServerEvents& events, const ReadFacts& facts, model::Report& report) {
  add_locks(events, report);
  add_errors(events, facts, report);
  add_temporary(events, report);
  add_upkeep(events, report);
}

std::vector<std::string> event_check_ids() {
  return {"log.error", "log.deadlock", "log.lock_wait", "log.temp_file", "log.checkpoint", "log.autovacuum"};
}

}  // namespace barqdb::logs
