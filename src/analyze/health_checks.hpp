// The parts of the health report: each adds rows and findings about one node.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/settings.hpp"
#include "model/health.hpp"
#include "model/report.hpp"

namespace barqdb::analyze {

// A reading and what to say when it is bad.
struct Reading {
  std::string check;  // "health.connections"
  model::Value value;
  std::string text;   // the value for people
  std::string limit;  // for people; "" when there is none
};

struct Complaint {
  bool holds = false;
  std::string severity = "warning";
  std::string message = {};
  std::vector<std::pair<std::string, model::Value>> evidence = {};
  std::string object = {};  // "" is the node
  std::string table = {};
};

class HealthSheet {
 public:
  HealthSheet(model::Report& report, const model::HealthFacts& facts) : report_(report), facts_(facts) {}
  const model::HealthFacts& facts() const { return facts_; }
  // A row; a finding too when the complaint holds.
  void add(const Reading& reading, const Complaint& complaint = {});
  // A row of what this role may not see.
  void hide(const std::string& check);
  // A finding that has no row of its own.
  void complain(const std::string& check, const Complaint& complaint);

 private:
  model::Report& report_;
  const model::HealthFacts& facts_;
};

void check_sessions(HealthSheet& sheet, const config::HealthSettings& health);
void check_snapshots(HealthSheet& sheet, const config::HealthSettings& health);
void check_lock_waits(HealthSheet& sheet, const config::HealthSettings& health);
// `main` is the main server, for the distance of a standby.
void check_replication(HealthSheet& sheet, const model::HealthFacts& main, const config::HealthSettings& health);
void check_vacuum(HealthSheet& sheet, const config::HealthSettings& health);
void check_counters(HealthSheet& sheet, const config::HealthSettings& health);

std::string seconds_text(double seconds);  // "3 m 05 s"
std::string percent_text(double percent);  // "42.0 %"

}  // namespace barqdb::analyze
