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

std::string row(const model::Operation& operation, int lane) {
  const std::string lock = operation.sends() ? base::one_line(operation.lock, longest_lock) : "";
  return "| " + std::to_string(operation.position) + " | " + markdown_escape(render::printable(operation.what())) +
         " | " + how(operation, lane) + " | " + markdown_escape(render::printable(lock)) + " | " +
         (operation.sends() ? markdown_escape(render::printable(estimate_text(operation.estimate))) : "") + " | " +
         markdown_escape(render::printable(base::one_line(operation.reason, longest_lock))) + " |\n";
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

  void add_revision(const model::Plan& plan, const execute::Preview& preview, const config::OnlineSettings& online) {
    std::string title = "\n#### " + markdown_escape(plan.revision) +
                        (plan.description.empty() ? "" : ": " + markdown_escape(render::printable(plan.description))) +
                        "\n";
    const std::vector<PlannedGroup> groups = layout_of(plan, online, preview.server_version);
    if (!groups.empty())
      title += "\n| | operation | how | lock | expected | why |\n| ---: | --- | --- | --- | --- | --- |\n";
    const bool titled = take(title);
    std::string sql;
    for (const PlannedGroup& group : groups) {
      for (std::size_t i = group.begin; i < group.end; ++i) {
        if (!titled || !take(row(plan.operations[i], group.lanes[i - group.begin]))) ++rows_;
      }
      sql += sql_of(plan, group, online);
    }
    const std::string block = "\n<details><summary>SQL</summary>\n\n" + render::markdown_sql(sql) + "\n</details>\n";
    if (!sql.empty() && (!titled || !take(block))) ++blocks_;
  }

  std::string text() const {
    if (rows_ + blocks_ == 0) return out_;
    return out_ + "\n" + base::counted(rows_, "row", "rows") + " and the SQL of " +
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
};

}  // namespace

std::string plan_markdown(const execute::Preview& preview, const config::OnlineSettings& online) {
  const PlanTotals totals = totals_of(preview, online);
  std::string out = "### " + markdown_escape(plan_title(preview, totals)) + "\n";
  if (const std::string outlook = plan_outlook(totals); !outlook.empty()) out += "\n" + outlook + ".\n";
  Comment comment(std::move(out));
  for (const model::Plan& plan : preview.plans) comment.add_revision(plan, preview, online);
  return comment.text();
}

}  // namespace barqdb::cli
