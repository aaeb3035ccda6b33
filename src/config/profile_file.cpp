// Reads the keys of a profile; every complaint names file, line and remedy, and none a secret.
#include "config/profile_file.hpp"

#include "config/conninfo.hpp"
#include "config/expand.hpp"
#include "config/password.hpp"

namespace barqdb::config {
namespace {

using base::Diagnostics;
using base::Milliseconds;
using base::YamlMap;
using base::YamlNode;

// A map of a profile whose values may hold variables.
class Section {
 public:
  Section(const YamlNode& node, const std::string& what, const Environment& environment, Diagnostics& diagnostics)
      : map_(node, what, diagnostics), what_(what), environment_(environment), diagnostics_(diagnostics) {}

  YamlMap& map() { return map_; }
  Diagnostics& diagnostics() { return diagnostics_; }

  // The expanded value; "" when there is none, or when a variable of it is not set (a complaint).
  std::string text(std::string_view key) {
    const std::string raw = map_.text(key);
    return expanded(raw, map_.place(key));
  }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> out;
    for (const std::string& raw : map_.texts(key)) {
      std::string value = expanded(raw, map_.place(key));
      if (!value.empty()) out.push_back(std::move(value));  // ${REPLICA_URL:-} is none
    }
    return out;
  }
  void duration(std::string_view key, Milliseconds& value) {
    const std::string given = text(key);
    if (given.empty()) return;
    if (const auto parsed = base::parse_duration(given)) {
      value = *parsed;
    } else {
      complain(key, "must be a duration", "write a number with its unit: 500ms, 30s, 5m, 2h or 14d");
    }
  }
  void size(std::string_view key, std::int64_t& value) {
    const std::string given = text(key);
    if (given.empty()) return;
    if (const auto parsed = base::parse_size(given)) {
      value = *parsed;
    } else {
      complain(key, "must be a size", "write a number with its unit: 8kB, 1MiB or 2GB");
    }
  }
  void count(std::string_view key, int& value, long least, long most) {
    const std::string given = text(key);
    if (given.empty()) return;
    long number = -1;
    try {
      std::size_t used = 0;
      number = std::stol(given, &used);
      if (used != given.size()) number = least - 1;
    } catch (const std::logic_error&) {
      number = least - 1;
    }
    if (number >= least && number <= most) {
      value = static_cast<int>(number);
    } else {
      complain(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most),
               "for example " + std::string(key) + ": " + std::to_string(value));
    }
  }
  void flag(std::string_view key, bool& value) { value = map_.flag(key, value); }
  void complain(std::string_view key, const std::string& what, const std::string& hint) {
    diagnostics_.add("\"" + std::string(key) + "\" of " + what_ + " " + what, hint, map_.place(key));
  }

 private:
  std::string expanded(const std::string& raw, const base::Place& place) {
    try {
      return expand(raw, environment_, place);
    } catch (const base::Error& error) {
      diagnostics_.add(error);
      return "";
    }
  }

  YamlMap map_;
  std::string what_;
  const Environment& environment_;
  Diagnostics& diagnostics_;
};

void read_pool(Section section, PoolSettings& pool) {
  section.count("size", pool.size, 1, 10'000);
  section.count("max_overflow", pool.max_overflow, 0, 10'000);
  section.duration("timeout", pool.timeout);
  section.duration("recycle", pool.recycle);
  section.flag("pre_ping", pool.pre_ping);
  section.map().finish();
}

void read_online(Section section, OnlineSettings& online) {
  const std::string mode = section.text("mode");
  if (mode == "auto") online.mode = OnlineMode::auto_;
  if (mode == "always") online.mode = OnlineMode::always;
  if (mode == "never") online.mode = OnlineMode::never;
  if (!mode.empty() && mode != "auto" && mode != "always" && mode != "never") {
    section.complain("mode", "must be auto, always or never", "auto decides for each table");
  }
  const std::string lock_mode = section.text("lock_mode");
  if (lock_mode == "session") online.lock_mode = LockMode::session;
  if (lock_mode == "lease") online.lock_mode = LockMode::lease;
  if (!lock_mode.empty() && lock_mode != "session" && lock_mode != "lease") {
    section.complain("lock_mode", "must be session or lease", "lease is for servers behind a transaction pooler");
  }
  section.duration("lease_time", online.lease_time);
  if (online.lease_time < Milliseconds(1000)) {
    section.complain("lease_time", "must be a second or more", "write lease_time: 30s");
  }
  section.duration("lock_timeout", online.lock_timeout);
  section.duration("lock_budget", online.lock_budget);
  section.duration("wait_budget", online.wait_budget);
  section.duration("runner_wait", online.runner_wait);
  section.count("jobs", online.jobs, 1, 64);
  section.count("max_active_sessions", online.max_active_sessions, 0, 1'000'000);
  section.duration("max_replica_lag", online.max_replica_lag);
  section.size("small_table", online.small_table);
  section.size("maintenance_memory", online.maintenance_memory);
  section.size("min_free_space", online.min_free_space);
  if (online.lock_timeout.count() == 0) {
    // 0 would switch the server's timeout off: the one thing that the budget must never allow.
    section.complain("lock_timeout", "must not be 0: an attempt at a lock would wait for ever",
                     "write lock_timeout: 500ms");
  }
  section.map().finish();
}

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

void read_thresholds(Section& section, ReportSettings& report, const Environment& environment,
                     Diagnostics& diagnostics) {
  for (const Threshold& first : thresholds) {
    const YamlNode* node = section.map().node(first.check);  // asked for again it is the same
    const bool seen = &first != thresholds && (&first - 1)->check == first.check;
    if (seen || node == nullptr || node->is_null()) continue;
    Section check(*node, "\"" + std::string(first.check) + "\" of a profile", environment, diagnostics);
    for (const Threshold& one : thresholds) {
      if (one.check != first.check) continue;
      if (one.count != nullptr) check.count(one.key, report.*one.count, 0, one.most);
      if (one.bytes != nullptr) check.size(one.key, report.*one.bytes);
    }
    check.map().finish();
  }
}

// One entry of `keep`: a pattern, or a map with its reason.
KeepRule read_keep_rule(const YamlNode& node, const Environment& environment, Diagnostics& diagnostics) {
  if (node.is_scalar()) return {expand(node.scalar, environment, node.place), "", {}};
  Section section(node, "an entry of \"keep\"", environment, diagnostics);
  KeepRule rule;
  rule.pattern = section.text("pattern");
  rule.reason = section.text("reason");
  rule.checks = section.texts("checks");
  section.map().finish();
  if (rule.pattern.empty()) section.complain("pattern", "is missing", "write pattern: idx_legal_hold_*");
  return rule;
}

void read_keep(Section& section, ReportSettings& report, const Environment& environment, Diagnostics& diagnostics) {
  const YamlNode* node = section.map().node("keep");
  if (node == nullptr || node->is_null()) return;
  const auto add = [&](const YamlNode& one) {
    KeepRule rule = read_keep_rule(one, environment, diagnostics);
    if (!rule.pattern.empty()) report.keep.push_back(std::move(rule));
  };
  if (!node->is_sequence()) return add(*node);
  for (const YamlNode& item : node->items) add(item);
}

void read_report(Section section, ReportSettings& report, const Environment& environment, Diagnostics& diagnostics) {
  section.duration("min_evidence", report.min_evidence);
  section.duration("retention", report.retention);
  section.size("min_size", report.min_size);
  report.skip = section.texts("skip");
  read_keep(section, report, environment, diagnostics);
  read_thresholds(section, report, environment, diagnostics);
  section.map().finish();
}

void read_check(Section section, CheckSettings& check) {
  check.ignore = section.texts("ignore");
  section.map().finish();
}

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

void read_lint(Section section, LintSettings& lint) {
  section.count("pg_version", lint.pg_version, 9, 99);
  lint.ignore = section.texts("ignore");
  lint.enable = section.texts("enable");
  if (const YamlNode* severity = section.map().node("severity"); severity != nullptr && !severity->is_null()) {
    read_severity(*severity, lint, section.diagnostics());
  }
  section.map().finish();
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

void check_url(Section& section, std::string_view key, const std::string& url) {
  const std::string problem = conninfo_problem(url);
  if (!problem.empty()) {
    section.complain(key, "is not a connection string of PostgreSQL: " + problem,
                     "write postgresql://USER@HOST:5432/DATABASE, or host=HOST dbname=DATABASE user=USER");
  }
}

void add_password(Section& section, const std::string& file, const std::string& command, Settings& settings) {
  if (file.empty() && command.empty()) return;
  const std::string_view key = file.empty() ? "password_command" : "password_file";
  if (!file.empty() && !command.empty()) {
    section.complain(key, "stands beside password_command", "keep one of the two");
  } else if (settings.embedded) {
    section.complain(key, "has no use with server: embedded", "remove it");
  } else if (has_password(settings.url)) {
    section.complain(key, "stands beside a password in the url", "remove the password from the url");
  } else {
    const base::Place place = section.map().place(key);
    settings.url = with_password(
        settings.url, file.empty() ? password_from_command(command, place) : password_from_file(file, place));
  }
}

void read_server(Section& section, bool other_server, Settings& settings, const Diagnostics& diagnostics) {
  YamlMap& map = section.map();
  const std::string server = section.text("server");
  const bool has_url = map.has("url");
  if (!server.empty() && server != "embedded") {
    section.complain("server", "can only be embedded", "write server: embedded, or url: postgresql://...");
  }
  if (server.empty() == !has_url) {
    section.complain(has_url ? "url" : "server",
                     has_url ? "stands beside server: embedded" : "is missing, and so is url",
                     "write either url: ${DATABASE_URL} or server: embedded");
  }
  if (map.has("database") && has_url) {
    section.complain("database", "belongs to server: embedded", "name the database in the url");
  }
  if (other_server) {
    for (const char* key : {"url", "database", "password_file", "password_command"}) map.text(key);
    map.texts("replicas");
    return;
  }
  settings.embedded = server == "embedded";
  if (const std::string database = section.text("database"); !database.empty()) settings.database = database;
  const std::size_t before = diagnostics.all().size();
  settings.url = section.text("url");
  if (has_url && settings.url.empty() && diagnostics.all().size() == before) {
    section.complain("url", "is empty", "set the variable that it names, or write postgresql://USER@HOST/DATABASE");
  }
  check_url(section, "url", settings.url);
  settings.replicas = section.texts("replicas");
  for (const std::string& replica : settings.replicas) check_url(section, "replicas", replica);
  const std::string file = section.text("password_file");
  const std::string command = section.text("password_command");
  if (diagnostics.empty()) add_password(section, file, command, settings);
}

}  // namespace

void read_profile(const YamlNode& root, const Environment& environment, bool other_server, Settings& settings) {
  Diagnostics diagnostics;
  Section section(root, "a profile", environment, diagnostics);
  const auto part = [&](std::string_view key, auto read, auto& target) {
    const YamlNode* node = section.map().node(key);
    if (node != nullptr && !node->is_null()) {
      read(Section(*node, "\"" + std::string(key) + "\" of a profile", environment, diagnostics), target);
    }
  };
  part("pool", read_pool, settings.pool);
  part("online", read_online, settings.online);
  const auto read_thresholds_too = [&](Section report, ReportSettings& target) {
    read_report(std::move(report), target, environment, diagnostics);
  };
  part("report", read_thresholds_too, settings.report);
  part("check", read_check, settings.check);
  part("lint", read_lint, settings.lint);
  part("health", read_health, settings.health);
  part("nplusone", read_nplusone, settings.nplusone);
  if (const std::string migrations = section.text("migrations"); !migrations.empty()) settings.migrations = migrations;
  settings.project = section.text("project");
  if (root.is_map()) read_server(section, other_server, settings, diagnostics);
  section.map().finish();
  diagnostics.throw_if_any();
}

}  // namespace barqdb::config
