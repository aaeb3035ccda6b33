// The linter: which rules are on, how severe they are, and the report.
#include "lint/lint.hpp"

#include <algorithm>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "lint/walker.hpp"

namespace barqdb::lint {
namespace {

bool named(const std::vector<std::string>& patterns, const std::string& id) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return base::matches_pattern(id, pattern); });
}

std::vector<const Rule*> active_rules(const Options& options) {
  std::vector<const Rule*> out;
  for (const Rule& rule : rules()) {
    if (named(options.ignore, rule.id)) continue;
    if (rule.enabled || named(options.enable, rule.id)) out.push_back(&rule);
  }
  return out;
}

// The id itself before patterns.
std::string severity_of(const Hit& hit, const Options& options) {
  if (const auto exact = options.severity.find(hit.rule->id); exact != options.severity.end()) return exact->second;
  for (const auto& [pattern, severity] : options.severity) {
    if (base::matches_pattern(hit.rule->id, pattern)) return severity;
  }
  return hit.severity.empty() ? hit.rule->severity : hit.severity;
}

model::Finding finding_of(const Hit& hit, const Options& options) {
  model::Finding finding;
  finding.check = hit.rule->id;
  finding.severity = severity_of(hit, options);
  finding.object = hit.object;
  finding.table = hit.table;
  finding.message = hit.message;
  if (!hit.statement.empty()) finding.evidence.emplace_back("statement", hit.statement);
  if (!hit.rule->safe.empty()) finding.evidence.emplace_back("safe", hit.rule->safe);
  finding.evidence.emplace_back("page", "docs/lint/" + hit.rule->id + ".md");
  finding.file = hit.place.file;
  finding.line = hit.place.line;
  finding.column = hit.place.column;
  return finding;
}

std::map<std::string, std::string> texts_of(const std::vector<Unit>& units, const TextOf& text_of) {
  std::map<std::string, std::string> out;
  const auto add = [&](const std::string& file) {
    if (!file.empty() && !out.contains(file)) out[file] = text_of(file);
  };
  for (const Unit& unit : units) {
    if (!unit.reported) continue;
    add(unit.file);
    for (const Part& part : unit.parts) {
      add(part.place.file);
      for (const model::IndexDefinition& definition : part.definitions) add(definition.place.file);
    }
  }
  return out;
}

std::int64_t count_of(const model::Report& report, const std::string& severity) {
  return std::count_if(report.findings.begin(), report.findings.end(),
                       [&](const model::Finding& finding) { return finding.severity == severity; });
}

model::CheckInfo info_of(const Rule& rule) {
  return {rule.id, rule.severity, rule.summary, rule.why + "\n\n" + rule.safe, "docs/lint/" + rule.id + ".md"};
}

}  // namespace

std::optional<model::Finding> finding_by(const std::string& rule, const Options& options,
                                         const model::QualifiedName& object, const model::QualifiedName& table,
                                         std::string message, const base::Place& place) {
  const std::vector<const Rule*> active = active_rules(options);
  const auto found = std::find_if(active.begin(), active.end(), [&](const Rule* one) { return one->id == rule; });
  if (found == active.end()) return std::nullopt;
  Hit hit;
  hit.rule = *found;
  hit.object = object.text();
  hit.table = table.text();
  hit.message = std::move(message);
  hit.place = place;
  return finding_of(hit, options);
}

std::string statement_text(std::string_view statement) { return base::one_line(statement, 120); }

PlacedReport lint_with_origins(const std::vector<Unit>& units, const Options& options, const TextOf& text_of) {
  const std::vector<const Rule*> active = active_rules(options);
  Walker walker(options, active);
  for (const Unit& unit : units) walker.visit(unit);
  Hits hits = walker.take();
  const std::int64_t suppressed = apply_suppressions(hits, texts_of(units, text_of));
  std::erase_if(hits.all, [&](const Hit& hit) {  // of the suppressions themselves
    return std::find(active.begin(), active.end(), hit.rule) == active.end();
  });
  std::stable_sort(hits.all.begin(), hits.all.end(), [](const Hit& a, const Hit& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) < std::tie(b.place.file, b.place.line, b.place.column);
  });
  PlacedReport out;
  model::Report& report = out.report;
  report.name = "lint";
  for (const Hit& hit : hits.all) {
    report.findings.push_back(finding_of(hit, options));
    out.origins.push_back({hit.unit, hit.step, hit.down});
  }
  report.not_examined = std::move(hits.not_examined);
  for (const Rule* rule : active) report.checks.push_back(info_of(*rule));
  const auto files = std::count_if(units.begin(), units.end(), [](const Unit& unit) { return unit.reported; });
  report.metrics = {{"files", static_cast<std::int64_t>(files)}, {"statements", hits.statements},
                    {"errors", count_of(report, "error")},       {"warnings", count_of(report, "warning")},
                    {"infos", count_of(report, "info")},         {"suppressed", suppressed}};
  return out;
}

model::Report lint(const std::vector<Unit>& units, const Options& options, const TextOf& text_of) {
  return lint_with_origins(units, options, text_of).report;
}

model::Report list_rules() {
  model::Report report;
  report.name = "lint rules";
  report.columns = {{"rule", "rule"}, {"severity", "severity"}, {"on", "on"}, {"summary", "summary"}};
  for (const Rule& rule : rules()) report.rows.push_back({rule.id, rule.severity, rule.enabled, rule.summary});
  report.metrics = {{"rules", static_cast<std::int64_t>(rules().size())}};
  return report;
}

namespace {

base::Error no_rule(const std::string& word) {
  const std::string near = base::nearest(word, rule_ids());
  return {base::ErrorKind::usage, "there is no rule '" + word + "'",
          near.empty() ? "list them with: barqdb lint --rules" : "did you mean '" + near + "'?"};
}

}  // namespace

std::vector<std::string> rule_ids() {
  std::vector<std::string> ids;
  for (const Rule& rule : rules()) ids.push_back(rule.id);
  return ids;
}

void check_rule_words(const std::vector<std::string>& words) {
  const std::vector<std::string> ids = rule_ids();
  for (const std::string& word : words) {
    const auto means = [&](const std::string& id) { return base::matches_pattern(id, word); };
    if (std::none_of(ids.begin(), ids.end(), means)) throw no_rule(word);
  }
}

std::string page_of(const std::string& id) {
  const Rule* rule = find_rule(id);
  if (rule == nullptr) throw no_rule(id);
  std::string out = "# " + rule->id + "\n\n" + rule->summary + "\n\nSeverity: " + rule->severity +
                    (rule->enabled ? "" : "; off until `lint.enable` of the profile or `--enable` names it") + ".\n\n" +
                    rule->why + "\n";
  if (!rule->bad.empty()) out += "\n## Found\n\n```sql\n" + rule->bad + "\n```\n";
  if (!rule->safe.empty()) out += "\n## Instead\n\n```sql\n" + rule->safe + "\n```\n";
  return out + "\n[All rules](../lint.md)\n";
}

}  // namespace barqdb::lint
