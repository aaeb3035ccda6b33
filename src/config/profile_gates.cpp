// "check", "lint", "health" and "nplusone" of a profile: thresholds, and what is left out with its reason.
#include "config/profile_parts.hpp"

namespace barqdb::config {
namespace {

using base::Diagnostics;
using base::YamlMap;
using base::YamlNode;

void read_severity(const YamlNode& node, LintSettings& lint, Diagnostics& diagnostics) {
  if (!node.is_map()) {
    diagnostics.add("\"severity\" of lint must be a map", "write severity: {drop-column: error}", node.place);
    return;
  }
  for (const auto& [rule, value] : node.entries) {
    if (value.scalar == "error" || value.scalar == "warning" || value.scalar == "info") {
      lint.severity.emplace_back(rule, value.scalar);
    } else {
      diagnostics.add("the severity of \"" + rule + "\" is none", "write error, warning or info", value.place);
    }
  }
}

void read_suppression(const YamlNode& node, NplusoneSettings& nplusone, Diagnostics& diagnostics) {
  YamlMap map(node, "an entry of \"suppress\"", diagnostics);
  Suppression entry{map.text("fingerprint"), map.text("tag"), map.text("reason")};
  if (entry.fingerprint.empty() == entry.tag.empty()) {
    diagnostics.add("an entry of \"suppress\" needs either a fingerprint or a tag",
                    "write {fingerprint: 0a42922fab0bd73f, reason: ...} or {tag: controller=orders, reason: ...}",
                    node.place);
  } else if (entry.reason.empty()) {
    diagnostics.add("an entry of \"suppress\" has no reason", "say in a few words why the loop stays", node.place);
  }
  map.finish();
  nplusone.suppress.push_back(std::move(entry));
}

}  // namespace

void read_check(Section section, CheckSettings& check) {
  check.ignore = section.texts("ignore");
  section.map().finish();
}

void read_lint(Section section, const std::vector<std::string>& rules, LintSettings& lint) {
  section.count("pg_version", lint.pg_version, 9, 18);  // lint::oldest_version to lint::newest_version
  lint.ignore = section.texts("ignore");
  lint.enable = section.texts("enable");
  if (const YamlNode* severity = section.map().node("severity"); severity != nullptr && !severity->is_null()) {
    read_severity(*severity, lint, section.diagnostics());
  }
  section.check_words("ignore", lint.ignore, rules, Section::Words::patterns);
  section.check_words("enable", lint.enable, rules, Section::Words::patterns);
  std::vector<std::string> weighed;
  for (const auto& [rule, severity] : lint.severity) weighed.push_back(rule);
  section.check_words("severity", weighed, rules, Section::Words::patterns);
  section.map().finish();
}

void read_nplusone(Section section, NplusoneSettings& nplusone) {
  section.count("min_repeats", nplusone.min_repeats, 2, 1'000'000);
  section.count("min_distinct", nplusone.min_distinct, 1, 100);
  section.duration("min_time", nplusone.min_time);
  section.count("min_share", nplusone.min_share, 0, 100);
  section.duration("burst_gap", nplusone.burst_gap);
  section.duration("round_trip", nplusone.round_trip);
  if (const YamlNode* node = section.map().node("suppress"); node != nullptr && !node->is_null()) {
    if (!node->is_sequence()) section.complain("suppress", "must be a list", "begin each entry with a dash");
    for (const YamlNode& item : node->items) read_suppression(item, nplusone, section.diagnostics());
  }
  section.map().finish();
}

void read_health(Section section, HealthSettings& health) {
  section.count("connections", health.connections, 1, 100);
  section.duration("long_transaction", health.long_transaction);
  section.duration("idle_in_transaction", health.idle_in_transaction);
  section.count("snapshot_age", health.snapshot_age, 1, 2'000'000'000);
  section.duration("lock_wait", health.lock_wait);
  section.count("cache_hit", health.cache_hit, 0, 100);
  section.count("index_scans", health.index_scans, 0, 100);
  section.duration("replication_lag", health.replication_lag);
  section.size("replication_lag_size", health.replication_lag_size);
  section.size("slot_size", health.slot_size);
  section.count("wraparound", health.wraparound, 1, 100);
  section.count("dead_rows", health.dead_rows, 1, 100);
  section.count("requested_checkpoints", health.requested_checkpoints, 1, 100);
  section.duration("statistics_reset", health.statistics_reset);
  section.count("invalid_indexes", health.invalid_indexes, 0, 1'000'000);
  section.count("unused_indexes", health.unused_indexes, 0, 1'000'000);
  section.map().finish();
}

}  // namespace barqdb::config
