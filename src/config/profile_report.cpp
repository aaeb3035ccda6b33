// "report" of a profile: evidence, thresholds by check, and what is kept with its reason.
#include "config/profile_parts.hpp"

namespace barqdb::config {
namespace {

using base::YamlNode;

// A threshold of a check: a count, or a size in bytes.
struct Threshold {
  std::string_view check;
  std::string_view key;
  int ReportSettings::*count = nullptr;
  std::int64_t ReportSettings::*bytes = nullptr;
  long most = 1'000'000'000;
};

constexpr Threshold thresholds[] = {
    {"index.unused", "min_table_scans", &ReportSettings::min_table_scans},
    {"index.unused", "min_table_writes", &ReportSettings::min_table_writes},
    {"index.rarely_used", "writes_per_scan", &ReportSettings::rarely_used_writes},
    {"index.rarely_used", "min_size", nullptr, &ReportSettings::rarely_used_size},
    {"index.redundant", "keeper_ratio", &ReportSettings::keeper_ratio},
    {"index.redundant", "hot_scans", &ReportSettings::hot_redundant_scans},
    {"fk.unindexed", "mostly_null", &ReportSettings::fk_mostly_null, nullptr, 100},
    {"index.partial_candidate", "mostly_null", &ReportSettings::mostly_null, nullptr, 100},
    {"index.partial_candidate", "mostly_common", &ReportSettings::mostly_common, nullptr, 100},
    {"index.partial_candidate", "min_rows", &ReportSettings::partial_rows},
    {"index.bloat", "min_percent", &ReportSettings::bloat_percent, nullptr, 100},
    {"index.bloat", "min_waste", nullptr, &ReportSettings::bloat_waste},
    {"index.bloat", "stale_percent", &ReportSettings::stale_percent, nullptr, 100},
    {"index.hot_blocking", "min_updates", &ReportSettings::hot_updates},
    {"index.hot_blocking", "max_hot_percent", &ReportSettings::hot_percent, nullptr, 100},
    {"index.brin_candidate", "min_pages", &ReportSettings::brin_pages},
    {"index.brin_candidate", "min_correlation", &ReportSettings::brin_correlation, nullptr, 100},
    {"index.brin_candidate", "max_updates", &ReportSettings::brin_updates, nullptr, 100},
    {"table.seq_scans", "min_rows", &ReportSettings::seq_scan_rows},
    {"table.seq_scans", "min_scans", &ReportSettings::seq_scans},
};

void read_thresholds(Section& section, ReportSettings& report) {
  for (const Threshold& first : thresholds) {
    const YamlNode* node = section.map().node(first.check);  // asked for again it is the same
    const bool seen = &first != thresholds && (&first - 1)->check == first.check;
    if (seen || node == nullptr || node->is_null()) continue;
    Section check = section.below(*node, "\"" + std::string(first.check) + "\" of a profile");
    for (const Threshold& one : thresholds) {
      if (one.check != first.check) continue;
      if (one.count != nullptr) check.count(one.key, report.*one.count, 0, one.most);
      if (one.bytes != nullptr) check.size(one.key, report.*one.bytes);
    }
    check.map().finish();
  }
}

// One entry of `keep`: a pattern, or a map with its reason.
KeepRule read_keep_rule(Section& report, const YamlNode& node, const std::vector<std::string>& checks) {
  if (node.is_scalar()) return {report.expanded(node.scalar, node.place), "", {}};
  Section section = report.below(node, "an entry of \"keep\"");
  KeepRule rule;
  rule.pattern = section.text("pattern");
  rule.reason = section.text("reason");
  rule.checks = section.texts("checks");
  section.check_words("checks", rule.checks, checks, Section::Words::exact);
  section.map().finish();
  if (rule.pattern.empty()) section.complain("pattern", "is missing", "write pattern: idx_legal_hold_*");
  return rule;
}

void read_keep(Section& section, const std::vector<std::string>& checks, ReportSettings& report) {
  const YamlNode* node = section.map().node("keep");
  if (node == nullptr || node->is_null()) return;
  const auto add = [&](const YamlNode& one) {
    KeepRule rule = read_keep_rule(section, one, checks);
    if (!rule.pattern.empty()) report.keep.push_back(std::move(rule));
  };
  if (!node->is_sequence()) return add(*node);
  for (const YamlNode& item : node->items) add(item);
}

}  // namespace

void read_report(Section section, const std::vector<std::string>& checks, ReportSettings& report) {
  section.duration("min_evidence", report.min_evidence);
  section.duration("retention", report.retention);
  section.size("min_size", report.min_size);
  report.skip = section.texts("skip");
  report.trusted_roles = section.texts("trusted_roles");
  section.check_words("skip", report.skip, checks, Section::Words::exact);
  read_keep(section, checks, report);
  read_thresholds(section, report);
  section.map().finish();
}

}  // namespace barqdb::config
