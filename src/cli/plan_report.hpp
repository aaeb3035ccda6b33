// Plans for scripts, for people, and for a pull request.
#pragma once

#include <string>

#include "cli/plan_layout.hpp"
#include "config/settings.hpp"
#include "execute/runner.hpp"
#include "model/report.hpp"

namespace barqdb::cli {

// The envelope, a row an operation.
model::Report plan_report(const execute::Preview& preview, const config::OnlineSettings& online);
// With the statements, revision by revision and group by group.
std::string plan_text(const execute::Preview& preview, const config::OnlineSettings& online);
// The same as GitHub Markdown that fits one comment; statements are folded away.
std::string plan_markdown(const execute::Preview& preview, const config::OnlineSettings& online);

// "plan of database barq on PostgreSQL 15.20: upgrade, 2 revisions, 203 operations", and a line of estimates.
std::string plan_title(const execute::Preview& preview, const PlanTotals& totals);
std::string plan_outlook(const PlanTotals& totals);

}  // namespace barqdb::cli
