// Loops as findings and rows.
#include "logs/nplusone_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "logs/rewrite.hpp"
#include "logs/timestamp.hpp"

namespace barqdb::logs {
namespace {

using model::Value;

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

std::string duration_text(double milliseconds) {
  if (milliseconds >= 10'000) return fmt::format("{:.1f} s", milliseconds / 1000);
  return fmt::format("{:.1f} ms", milliseconds);
}

std::vector<std::string> frequent_tags(const Loop& loop) {
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (const auto& [text, count] : loop.tags) order.emplace_back(count, text);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& left, const auto& right) { return left.first > right.first; });
  std::vector<std::string> out;
  for (const auto& entry : order) {
    if (out.size() < 8) out.push_back(entry.second);
  }
  return out;
}

// Statements that one for all values would have saved.
std::uint64_t saved(const Loop& loop) { return loop.executions - loop.units; }

std::string where(const Loop& loop) {
  std::string out = loop.application.empty() ? "an application without a name" : loop.application;
  const std::vector<std::string> tags = frequent_tags(loop);
  if (!tags.empty())
    out +=
        " (" +
        base::join({tags.begin(), tags.begin() + std::min<std::ptrdiff_t>(3, static_cast<std::ptrdiff_t>(tags.size()))},
                   ", ") +
        ")";
  return out;
}

const char* what(LoopKind kind) {
  switch (kind) {
    case LoopKind::read: return "reads rows one at a time";
    case LoopKind::repeat: return "asks the same again";
    case LoopKind::write: return "writes rows one at a time";
  }
  return "";
}

std::string message(const Loop& loop, const std::optional<Link>& link, const Rewrite& rewrite, double round_trip) {
  std::string repeats = std::to_string(loop.most);
  if (loop.least != loop.most) repeats = std::to_string(loop.least) + " to " + repeats;
  std::string out = where(loop) + " " + what(loop.kind) + ": " + repeats + " times in " +
                    base::counted(number(loop.units), "unit of work", "units of work") + ": " +
                    base::one_line(loop.shape->query, 160);
  const Shape* source = link ? link->from : loop.source;
  if (source != nullptr) out += "; after: " + base::one_line(source->query, 100);
  if (link) out += "; linked by " + link->text() + (link->certain ? " (foreign key)" : " (guessed by the names)");
  if (loop.timed) out += "; " + duration_text(loop.milliseconds) + " in the server";
  out += fmt::format("; {} round trips more than needed, {} at {:g} ms each", saved(loop),
                     duration_text(static_cast<double>(saved(loop)) * round_trip), round_trip);
  return out + ". " + rewrite.advice;
}

void add_link(const Loop& loop, const std::optional<Link>& link, const model::SchemaKeys& keys,
              model::Finding& finding) {
  const Link lookup = lookup_of(loop, keys);
  if (link) {
    finding.evidence.emplace_back("link", link->text());
    finding.evidence.emplace_back("link_from", std::string(link->certain ? "foreign key" : "names"));
  }
  if (lookup.column.empty() || loop.kind == LoopKind::repeat || loop.shape->facts.kind == "InsertStmt") return;
  finding.evidence.emplace_back("needs_index", lookup.table.text() + "(" + lookup.column + ")");
  if (!lookup.index_known) return;
  finding.evidence.emplace_back("index_exists", !lookup.index.empty());
  if (!lookup.index.empty()) finding.evidence.emplace_back("index", lookup.index);
}

model::Finding make_finding(const Loop& loop, const ReadFacts& facts, const model::SchemaKeys& keys,
                            const config::NplusoneSettings& settings) {
  const std::optional<Link> link = find_link(loop, keys);
  const Rewrite rewrite = make_rewrite(loop, link);
  const auto round_trip = static_cast<double>(settings.round_trip.count());
  model::Finding finding;
  finding.check = check_of(loop.kind);
  finding.verdict = loop.kind == LoopKind::repeat ? "cache" : "batch";
  finding.severity = "warning";
  finding.table = lookup_of(loop, keys).table.text();
  finding.object = finding.table;
  finding.message = message(loop, link, rewrite, round_trip);
  auto& evidence = finding.evidence;
  evidence.emplace_back("application", loop.application);
  evidence.emplace_back("database", loop.database);
  evidence.emplace_back("query", loop.shape->query);
  evidence.emplace_back("fingerprint", loop.shape->facts.fingerprint);
  evidence.emplace_back("repeats", std::int64_t{loop.most});
  evidence.emplace_back("repeats_least", std::int64_t{loop.least});
  evidence.emplace_back("units", number(loop.units));
  evidence.emplace_back("executions", number(loop.executions));
  evidence.emplace_back("distinct_parameters", number(loop.distinct));
  evidence.emplace_back("time_ms", loop.timed ? Value(rounded(loop.milliseconds)) : Value());
  evidence.emplace_back("elapsed_ms", rounded(loop.elapsed));
  evidence.emplace_back("round_trips_saved", number(saved(loop)));
  evidence.emplace_back("round_trip_ms", static_cast<double>(saved(loop)) * round_trip);
  const Shape* source = link ? link->from : loop.source;
  evidence.emplace_back("source_query", source == nullptr ? Value() : Value(source->query));
  evidence.emplace_back("tags", frequent_tags(loop));
  if (loop.first_time != Record::no_time) {
    evidence.emplace_back("first_seen", format_time(loop.first_time));
    evidence.emplace_back("last_seen", format_time(loop.last_time));
  }
  add_link(loop, link, keys, finding);
  if (!rewrite.batch.empty()) evidence.emplace_back("rewrite", rewrite.batch);
  if (!rewrite.join.empty()) evidence.emplace_back("rewrite_join", rewrite.join);
  finding.file = loop.file < facts.files.size() ? facts.files[loop.file].path : "";
  finding.line = static_cast<int>(std::min<std::uint64_t>(loop.line, INT32_MAX));
  return finding;
}

// The rule of the profile that silences a loop; nullptr when none does.
const config::Suppression* suppressed_by(const Loop& loop, const config::NplusoneSettings& settings) {
  for (const config::Suppression& rule : settings.suppress) {
    if (!rule.fingerprint.empty() && rule.fingerprint == loop.shape->facts.fingerprint) return &rule;
    if (!rule.tag.empty() && loop.tags.contains(rule.tag)) return &rule;
  }
  return nullptr;
}

std::vector<Value> make_row(const Loop& loop) {
  return {std::string(check_of(loop.kind)),
          loop.application,
          number(loop.units),
          std::int64_t{loop.most},
          number(loop.executions),
          loop.timed ? Value(rounded(loop.milliseconds)) : Value(),
          loop.shape->facts.fingerprint,
          base::one_line(loop.shape->query, 120)};
}

std::vector<model::CheckInfo> checks() {
  return {{"nplusone.read", "warning", "Rows that are read one at a time, after the statement that listed them",
           "Read them with a join, or all at once with = ANY($1).", "nplusone.md"},
          {"nplusone.repeat", "warning", "The same statement with the same values again and again in one unit of work",
           "Ask once and keep the answer as long as the unit of work lasts.", "nplusone.md"},
          {"nplusone.write", "warning", "Rows that are written one statement each, in a loop",
           "Write many rows with one statement, or with COPY.", "nplusone.md"}};
}

}  // namespace

model::Report make_nplusone_report(const std::vector<Loop>& loops, const ReadFacts& facts,
                                   const model::SchemaKeys& keys, const config::NplusoneSettings& settings) {
  model::Report report;
  report.name = "nplusone";
  report.checks = checks();
  report.columns = {{"check", "check"},
                    {"application", "application"},
                    {"units", "units", model::Unit::count},
                    {"repeats", "repeats", model::Unit::count},
                    {"executions", "executions", model::Unit::count},
                    {"time_ms", "time", model::Unit::milliseconds},
                    {"fingerprint", "fingerprint"},
                    {"query", "query"}};
  std::int64_t suppressed = 0;
  for (const Loop& loop : loops) {
    if (const config::Suppression* rule = suppressed_by(loop, settings)) {
      ++suppressed;
      report.not_examined.push_back(
          {loop.shape->facts.fingerprint, std::string(check_of(loop.kind)) + " is suppressed: " + rule->reason});
      continue;
    }
    report.rows.push_back(make_row(loop));
    report.findings.push_back(make_finding(loop, facts, keys, settings));
  }
  report.metrics.emplace_back("loops", number(report.findings.size()));
  report.metrics.emplace_back("suppressed", suppressed);
  report.metrics.emplace_back("units", number(facts.units));
  add_read_facts(facts, report);
  return report;
}

std::vector<std::string> nplusone_check_ids() {
  std::vector<std::string> ids;
  for (const model::CheckInfo& check : checks()) ids.push_back(check.id);
  return ids;
}

}  // namespace barqdb::logs
