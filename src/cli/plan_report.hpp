// Plans for scripts, for people, and for a pull request.
#pragma once

#include <string>

#include "cli/context.hpp"
#include "cli/plan_layout.hpp"
#include "config/settings.hpp"
#include "execute/runner.hpp"
#include "lint/hazards.hpp"
#include "model/report.hpp"

namespace barqdb::cli {

// What the linter finds in the plans, by the rules of the server that was asked; without one, of the version that the
// profile names.
lint::PlanHazards hazards_of(Context& context, const execute::Preview& preview, const config::OnlineSettings& online);

// The envelope, a row an operation, with the findings of the linter.
model::Report plan_report(const execute::Preview& preview, const config::OnlineSettings& online,
                          const lint::PlanHazards& hazards);
// With the statements, revision by revision and group by group.
std::string plan_text(const execute::Preview& preview, const config::OnlineSettings& online,
                      const lint::PlanHazards& hazards);
// The same as GitHub Markdown that fits one comment; statements are folded away.
std::string plan_markdown(const execute::Preview& preview, const config::OnlineSettings& online,
                          const lint::PlanHazards& hazards);

// "plan of database barq on PostgreSQL 15.20: upgrade, 2 revisions, 203 operations", and a line of estimates.
std::string plan_title(const execute::Preview& preview, const PlanTotals& totals);
std::string plan_outlook(const PlanTotals& totals);
// "hazards: 1 error, 2 warnings", or "" when there is none.
std::string plan_hazards(const lint::PlanHazards& hazards);

}  // namespace barqdb::cli
