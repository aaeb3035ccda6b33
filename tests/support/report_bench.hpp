// A database of its own, and index-report run on it as a person would.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/cluster.hpp"
#include "support/json.hpp"
#include "support/program.hpp"
#include "support/project.hpp"

namespace barqdb::test {

class ReportBench {
 public:
  explicit ReportBench(Cluster& cluster = Cluster::shared())
      : cluster_(cluster), database_(cluster.create_database()), connection_(cluster.connect(database_)) {
    set_report("min_evidence: 0, min_size: 0");
  }

  db::Connection& connection() { return connection_; }
  const std::string& database() const { return database_; }

  // Lines of the profile's `report`, in braces; as another role when asked.
  void set_report(const std::string& settings, const std::string& user = "postgres") {
    profile_ = folder_.write("profile.yaml",
                             "url: \"" + cluster_.conninfo(database_, user) + "\"\nreport: {" + settings + "}\n");
  }

  Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--profile", profile_, "index-report"});
    return barqdb(arguments);
  }

  nlohmann::json report(std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    const Outcome outcome = run(arguments);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    return nlohmann::json::parse(outcome.out);
  }

  // Makes what this session counted visible to others, and awaits it: at once from 15 on; before, counters go to
  // another process when the session ends, and come back through a file.
  void flush(const std::string& visible) {
    if (connection_.server_version() >= 150000) connection_.query("SELECT pg_stat_force_next_flush()");
    connection_ = cluster_.connect(database_);
    await(connection_, visible);
  }

 private:
  Cluster& cluster_;
  std::string database_;
  db::Connection connection_;
  TemporaryFolder folder_;
  std::string profile_;
};

// "check object verdict kept" of the findings of these checks; all of them when the list is empty.
inline std::vector<std::string> finding_lines(const nlohmann::json& report, const std::vector<std::string>& checks) {
  std::vector<std::string> lines;
  for (const auto& finding : report["findings"]) {
    const std::string check = finding["check"];
    if (!checks.empty() && std::find(checks.begin(), checks.end(), check) == checks.end()) continue;
    std::string line = check + " " + finding["object"].get<std::string>() + " " + finding["verdict"].get<std::string>();
    if (finding["evidence"].contains("kept")) line += " " + finding["evidence"]["kept"].get<std::string>();
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace barqdb::test
