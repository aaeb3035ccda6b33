// A report as GitHub Markdown that fits one comment of a pull request.
#include <algorithm>

#include "base/text.hpp"
#include "render/markdown_text.hpp"
#include "render/render.hpp"
#include "render/text.hpp"

namespace barqdb::render {
namespace {

constexpr std::size_t limit = markdown_limit;
constexpr std::size_t findings_limit = limit / 2;  // where both findings and rows are many
constexpr std::size_t not_examined_limit = limit / 8;
constexpr std::size_t longest_cell = 500;      // one cell must not push out the others
constexpr std::size_t sentence_reserve = 200;  // for "n rows are not shown"

std::string shortened(const std::string& text) {
  return text.size() <= longest_cell ? text : cut_to_width(text, longest_cell);
}

// Appends items while they fit in `budget` bytes; returns how many were left out.
template <typename Items, typename Text>
std::size_t append_fitting(std::string& out, const Items& items, std::size_t budget, Text text) {
  std::size_t done = 0;
  const std::size_t start = out.size();
  for (const auto& item : items) {
    const std::string piece = text(item);
    if (out.size() - start + piece.size() > budget) break;
    out += piece;
    ++done;
  }
  return items.size() - done;
}

std::string left_out(std::size_t count, std::string_view one, std::string_view many) {
  if (count == 0) return "";
  return "\n" + base::counted(static_cast<std::int64_t>(count), one, many) + (count == 1 ? " is" : " are") +
         " not shown here; `--format json` has all of them.\n";
}

std::string finding_text(const model::Finding& finding) {
  std::string out = "- **" + markdown_escape(finding.severity) + "** " + markdown_escape(finding.check);
  if (!finding.object.empty()) out += " **" + markdown_escape(printable(finding.object)) + "**";
  if (const std::string place = place_text(finding); !place.empty()) out += " " + markdown_escape(place);
  if (!finding.verdict.empty()) out += " (" + markdown_escape(finding.verdict) + ")";
  return out + ": " + markdown_escape(shortened(printable(finding.message))) + "\n";
}

std::string findings_part(const model::Report& report, std::size_t budget) {
  if (report.findings.empty()) return "";
  std::string out = "\n#### Findings\n\n";
  const std::size_t cut = append_fitting(out, report.findings, budget * 2 / 3, finding_text);
  out += left_out(cut, "finding", "findings");
  std::string sql;
  std::size_t statements = 0;
  for (const auto& finding : report.findings) {
    if (!shows_sql(finding)) continue;
    if (sql.size() + finding.sql_do.size() > budget / 4) break;
    sql += finding.sql_do + (finding.sql_do.ends_with(';') ? "\n" : ";\n");
    ++statements;
  }
  if (statements > 0) {
    out += "\n<details><summary>" + base::counted(static_cast<std::int64_t>(statements), "statement", "statements") +
           "</summary>\n\n" + markdown_sql(sql) + "\n</details>\n";
  }
  return out;
}

std::string not_examined_part(const model::Report& report) {
  if (report.not_examined.empty()) return "";
  std::string out = "\n#### Not examined\n\n";
  const std::size_t cut = append_fitting(out, report.not_examined, not_examined_limit, [](const auto& item) {
    return "- " + markdown_escape(printable(item.object)) + ": " + markdown_escape(shortened(printable(item.reason))) +
           "\n";
  });
  return out + left_out(cut, "object", "objects");
}

std::string rows_part(const model::Report& report, std::size_t budget) {
  if (report.rows.empty()) return "";
  std::string titles = "\n|";
  std::string rules = "|";
  for (const auto& column : report.columns) {
    if (!column.shown) continue;
    titles += " " + markdown_escape(column.title) + " |";
    rules += right_aligned(column) ? " ---: |" : " --- |";
  }
  std::string out = titles + "\n" + rules + "\n";
  const std::size_t cut = append_fitting(out, report.rows, budget - std::min(budget, out.size()), [&](const auto& row) {
    std::string line = "|";
    for (std::size_t i = 0; i < report.columns.size(); ++i) {
      if (report.columns[i].shown)
        line += " " + markdown_escape(shortened(cell(row.at(i), report.columns[i].unit))) + " |";
    }
    return line + "\n";
  });
  return out + left_out(cut, "row", "rows");
}

}  // namespace

std::string markdown(const model::Report& report) {
  std::string out = "### " + markdown_escape(title(report)) + "\n";
  for (const auto& note : report.notes) out += "\n" + markdown_escape(shortened(printable(note))) + "\n";
  if (!report.metrics.empty()) out += "\n" + markdown_escape(metrics_sentence(report)) + ".\n";
  out += findings_part(report, findings_limit);
  const std::string end = not_examined_part(report);
  const std::size_t used = out.size() + end.size() + sentence_reserve;
  out += rows_part(report, limit - std::min(limit, used));
  return out + end;
}

}  // namespace barqdb::render
