// A profile whole: its parts, its server, its pool and budgets; every complaint names file, line and remedy, and none a
// secret.
#include "config/profile_file.hpp"

#include "config/conninfo.hpp"
#include "config/password.hpp"
#include "config/profile_parts.hpp"

namespace barqdb::config {
namespace {

using base::Diagnostics;
using base::Milliseconds;
using base::YamlMap;
using base::YamlNode;

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

void read_profile(const YamlNode& root, const Environment& environment, bool other_server, const KnownIds& known,
                  Settings& settings) {
  Diagnostics diagnostics;
  Section section(root, "a profile", environment, diagnostics);
  const auto part = [&](std::string_view key, auto read, auto& target) {
    const YamlNode* node = section.map().node(key);
    if (node != nullptr && !node->is_null()) {
      read(section.below(*node, "\"" + std::string(key) + "\" of a profile"), target);
    }
  };
  part("pool", read_pool, settings.pool);
  part("online", read_online, settings.online);
  const auto report = [&](Section below, ReportSettings& target) {
    read_report(std::move(below), known.checks, target);
  };
  const auto lint = [&](Section below, LintSettings& target) { read_lint(std::move(below), known.rules, target); };
  part("report", report, settings.report);
  part("check", read_check, settings.check);
  part("lint", lint, settings.lint);
  part("health", read_health, settings.health);
  part("nplusone", read_nplusone, settings.nplusone);
  if (const std::string migrations = section.text("migrations"); !migrations.empty()) settings.migrations = migrations;
  settings.project = section.text("project");
  if (root.is_map()) read_server(section, other_server, settings, diagnostics);
  section.map().finish();
  diagnostics.throw_if_any();
}

}  // namespace barqdb::config
