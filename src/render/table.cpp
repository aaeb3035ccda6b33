// A report as plain text with aligned columns, for a terminal or a log; never an escape code.
#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "render/render.hpp"
#include "render/text.hpp"

namespace barqdb::render {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t few = 5;        // objects that are named one by one
constexpr std::size_t narrowest = 8;  // a text column is not cut below this

struct Grid {
  std::vector<const model::Column*> columns;
  std::vector<std::vector<std::string>> cells;  // one line a row
  std::vector<std::size_t> widths;
};

Grid make_grid(const model::Report& report) {
  Grid grid;
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < report.columns.size(); ++i) {
    if (!report.columns[i].shown) continue;
    shown.push_back(i);
    grid.columns.push_back(&report.columns[i]);
    grid.widths.push_back(display_width(report.columns[i].title));
  }
  grid.cells.reserve(report.rows.size());
  for (const auto& row : report.rows) {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < shown.size(); ++i) {
      cells.push_back(cell(row.at(shown[i]), grid.columns[i]->unit));
      grid.widths[i] = std::max(grid.widths[i], display_width(cells.back()));
    }
    grid.cells.push_back(std::move(cells));
  }
  return grid;
}

// Takes columns from the widest text column until the line fits; numbers are never cut.
void fit(Grid& grid, std::size_t width) {
  auto total = [&] {
    std::size_t sum = grid.widths.empty() ? 0 : gap * (grid.widths.size() - 1);
    for (const std::size_t w : grid.widths) sum += w;
    return sum;
  };
  while (total() > width) {
    std::size_t widest = grid.widths.size();
    for (std::size_t i = 0; i < grid.widths.size(); ++i) {
      const std::size_t least = std::max(narrowest, display_width(grid.columns[i]->title));
      if (right_aligned(*grid.columns[i]) || grid.widths[i] <= least) continue;
      if (widest == grid.widths.size() || grid.widths[i] > grid.widths[widest]) widest = i;
    }
    if (widest == grid.widths.size()) return;
    --grid.widths[widest];
  }
}

void append_line(std::string& out, const Grid& grid, const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line.append(gap, ' ');
    const std::string text = cut_to_width(cells[i], grid.widths[i]);
    const std::string padding(grid.widths[i] - std::min(grid.widths[i], display_width(text)), ' ');
    line += right_aligned(*grid.columns[i]) ? padding + text : text + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + "\n";
}

void append_grid(std::string& out, const model::Report& report, int width) {
  if (report.rows.empty()) return;
  Grid grid = make_grid(report);
  if (width > 0) fit(grid, static_cast<std::size_t>(width));
  std::vector<std::string> titles;
  std::vector<std::string> rules;
  for (std::size_t i = 0; i < grid.columns.size(); ++i) {
    titles.push_back(grid.columns[i]->title);
    rules.emplace_back(grid.widths[i], '-');
  }
  out += "\n";
  append_line(out, grid, titles);
  append_line(out, grid, rules);
  for (const auto& cells : grid.cells) append_line(out, grid, cells);
}

// Statements one below the other, each with its semicolon.
void append_sql(std::string& out, const std::string& sql) {
  for (std::size_t from = 0; from < sql.size();) {
    const std::size_t end = std::min(sql.find(";\n", from), sql.size());
    const std::string statement = sql.substr(from, end - from);
    out += "    " + printable(statement) + (statement.ends_with(';') ? "\n" : ";\n");
    from = end + 2;
  }
}

void append_finding(std::string& out, const model::Finding& finding) {
  out += "  " + finding.severity + " " + finding.check;
  if (!finding.object.empty()) out += " " + printable(finding.object);
  if (const std::string place = place_text(finding); !place.empty()) out += " (" + place + ")";
  if (!finding.verdict.empty()) out += " [" + finding.verdict + "]";
  out += ": " + printable(finding.message) + "\n";
  if (shows_sql(finding)) append_sql(out, finding.sql_do);
}

std::string few_names(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), few); ++i) out += (i == 0 ? "" : ", ") + printable(names[i]);
  return names.size() <= few ? out : out + " and " + std::to_string(names.size() - few) + " more";
}

// Many findings that only say that nothing can be said are one line; --format json has each.
void append_findings(std::string& out, const model::Report& report) {
  if (report.findings.empty()) return;
  out += "\nFindings:\n";
  std::map<std::string, std::vector<std::string>> undecided;  // check → objects
  for (const auto& finding : report.findings) {
    if (finding.verdict == "insufficient evidence") undecided[finding.check].push_back(finding.object);
  }
  std::set<std::string> said;
  for (const auto& finding : report.findings) {
    const auto many = undecided.find(finding.check);
    if (finding.verdict != "insufficient evidence" || many->second.size() <= few) {
      append_finding(out, finding);
    } else if (said.insert(finding.check).second) {
      out += "  " + finding.severity + " " + finding.check + " [" + finding.verdict + "]: " + few_names(many->second) +
             "; the first: " + printable(finding.message) + "\n";
    }
  }
}

// Objects with one reason, or with reasons that differ in figures alone, are one line when they are many.
void append_not_examined(std::string& out, const model::Report& report) {
  if (report.not_examined.empty()) return;
  out += "\nNot examined:\n";
  const auto kind = [](const std::string& reason) { return reason.substr(0, reason.find_first_of("0123456789")); };
  std::map<std::string, std::vector<std::string>> alike;
  for (const auto& item : report.not_examined) alike[kind(item.reason)].push_back(item.object);
  std::set<std::string> said;
  for (const auto& item : report.not_examined) {
    const std::vector<std::string>& objects = alike.at(kind(item.reason));
    if (objects.size() <= few) {
      out += "  " + printable(item.object) + ": " + printable(item.reason) + "\n";
    } else if (said.insert(kind(item.reason)).second) {
      out += "  " + few_names(objects) + ": " + printable(item.reason) + "\n";
    }
  }
}

}  // namespace

std::string table(const model::Report& report, int width) {
  std::string out = title(report) + "\n";
  for (const auto& note : report.notes) out += printable(note) + "\n";
  if (!report.metrics.empty()) out += metrics_sentence(report) + "\n";
  append_grid(out, report, width);
  append_findings(out, report);
  append_not_examined(out, report);
  return out;
}

}  // namespace barqdb::render
