// Plans for a pull request: a table a revision, the statements folded away.
#include "base/text.hpp"
#include "cli/plan_report.hpp"
#include "render/markdown_text.hpp"
#include "render/text.hpp"

namespace barqdb::cli {
namespace {

using render::markdown_escape;

constexpr std::size_t longest_lock = 200;

std::string how(const model::Operation& operation, int lane) {
  if (!operation.sends()) return "nothing is sent";
  std::string text = model::name_of(operation.strategy);
  if (operation.decision == model::Decision::rebuild) text += ", after removing a leftover";
  return lane > 0 ? text + ", lane " + std::to_string(lane) : text;
}

std::string rules_of(const std::vector<model::Hazard>& hazards) {
  std::vector<std::string> parts;
  for (const model::Hazard& hazard : hazards) parts.push_back(hazard.severity + ": " + hazard.rule);
  return base::join(parts, ", ");
}

// Under the table, since a cell has no room for a sentence.
std::string list_of(const std::vector<model::Hazard>& hazards) {
  std::string out;
  for (const model::Hazard& hazard : hazards) {
    const std::string place = hazard.line > 0 ? " (" + hazard.file + ":" + std::to_string(hazard.line) + ")" : "";
    out += "- **" + hazard.severity + "** " + hazard.rule + ": " +
           markdown_escape(render::printable(base::one_line(hazard.message, 300) + place)) + "\n";
  }
  return out;
}

std::string row(const model::Operation& operation, int lane, const std::vector<model::Hazard>& hazards) {
  const std::string lock = operation.sends() ? base::one_line(operation.lock, longest_lock) : "";
  return "| " + std::to_string(operation.position) + " | " + markdown_escape(render::printable(operation.what())) +
         " | " + how(operation, lane) + " | " + markdown_escape(render::printable(lock)) + " | " +
         (operation.sends() ? markdown_escape(render::printable(estimate_text(operation.estimate))) : "") + " | " +
         markdown_escape(render::printable(base::one_line(operation.reason, longest_lock))) + " | " +
         rules_of(hazards) + " |\n";
}

std::string sql_of(const model::Plan& plan, const PlannedGroup& group, const config::OnlineSettings& online) {
  std::string sql =
      "-- " + std::string(model::name_of(group.strategy)) + ": " + limits_of(group.strategy, online) + "\n";
  for (std::size_t i = group.begin; i < group.end; ++i) {
    for (const std::string& statement : statements_of(plan.operations[i])) sql += statement + ";\n";
  }
  return sql;
}

class Comment {
 public:
  explicit Comment(std::string head) : out_(std::move(head)) {}

  // `hazards` are beside the plan's operations.
  void add_revision(const model::Plan& plan, const execute::Preview& preview, const config::OnlineSettings& online,
                    const std::vector<std::vector<model::Hazard>>& hazards) {
    std::string title = "\n#### " + markdown_escape(plan.revision) +
                        (plan.description.empty() ? "" : ": " + markdown_escape(render::printable(plan.description))) +
                        "\n";
    const std::vector<PlannedGroup> groups = layout_of(plan, online, preview.server_version);
    if (!groups.empty())
      title +=
          "\n| | operation | how | lock | expected | why | hazards |\n| ---: | --- | --- | --- | --- | --- | --- |\n";
    const bool titled = take(title);
    std::string sql, list;
    for (const PlannedGroup& group : groups) {
      for (std::size_t i = group.begin; i < group.end; ++i) {
        if (!titled || !take(row(plan.operations[i], group.lanes[i - group.begin], hazards.at(i)))) ++rows_;
        list += list_of(hazards.at(i));
      }
      sql += sql_of(plan, group, online);
    }
    if (!list.empty() && (!titled || !take("\n" + list))) ++lists_;
    const std::string block = "\n<details><summary>SQL</summary>\n\n" + render::markdown_sql(sql) + "\n</details>\n";
    if (!sql.empty() && (!titled || !take(block))) ++blocks_;
  }

  std::string text() const {
    if (rows_ + blocks_ + lists_ == 0) return out_;
    const std::string lists = lists_ == 0 ? "" : ", the hazards of " + base::counted(lists_, "revision", "revisions");
    return out_ + "\n" + base::counted(rows_, "row", "rows") + lists + " and the SQL of " +
           base::counted(blocks_, "revision", "revisions") + " did not fit; `--format json` has all of them.\n";
  }

 private:
  // False when a comment has no room for it any more.
  bool take(const std::string& piece) {
    constexpr std::size_t reserve = 300;  // for the sentence at the end
    if (out_.size() + piece.size() + reserve > render::markdown_limit) return false;
    out_ += piece;
    return true;
  }

  std::string out_;
  std::int64_t rows_ = 0;    // left out
  std::int64_t blocks_ = 0;  // likewise
  std::int64_t lists_ = 0;   // likewise
};

}  // namespace

std::string plan_markdown(const execute::Preview& preview, const config::OnlineSettings& online,
                          const lint::PlanHazards& hazards) {
  const PlanTotals totals = totals_of(preview, online);
  std::string out = "### " + markdown_escape(plan_title(preview, totals)) + "\n";
  if (const std::string outlook = plan_outlook(totals); !outlook.empty()) out += "\n" + outlook + ".\n";
  if (const std::string line = plan_hazards(hazards); !line.empty()) out += "\n" + line + ".\n";
  Comment comment(std::move(out));
  for (std::size_t i = 0; i < preview.plans.size(); ++i)
    comment.add_revision(preview.plans[i], preview, online, hazards.beside.at(i));
  return comment.text();
}

}  // namespace barqdb::cli
