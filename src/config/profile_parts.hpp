// The parts of a profile that belong to single commands, each with its reader. Complaints go to the section's
// diagnostics.
#pragma once

#include "config/profile_section.hpp"
#include "config/settings.hpp"

namespace barqdb::config {

void read_report(Section section, const std::vector<std::string>& checks, ReportSettings& report);
void read_check(Section section, CheckSettings& check);
void read_lint(Section section, const std::vector<std::string>& rules, LintSettings& lint);
void read_health(Section section, HealthSettings& health);
void read_nplusone(Section section, NplusoneSettings& nplusone);

}  // namespace barqdb::config
