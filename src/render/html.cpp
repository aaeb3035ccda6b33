// A report as one self-contained HTML file: charts, findings with their evidence, a table. Readable without JavaScript.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "render/html_parts.hpp"
#include "render/render.hpp"
#include "render/text.hpp"

namespace barqdb::render {
namespace {

constexpr std::ptrdiff_t most_quiet = 5;  // findings without a verdict that are shown unfolded

// Bytes of a hexadecimal digest in base64, as a Content-Security-Policy wants them.
std::string base64_of_hex(const std::string& hex) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int have = 0;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bits = (bits << 8U) | static_cast<unsigned>(std::stoi(hex.substr(i, 2), nullptr, 16));
    for (have += 8; have >= 6; have -= 6) out += letters[(bits >> static_cast<unsigned>(have - 6)) & 63U];
  }
  if (have > 0) out += letters[(bits << static_cast<unsigned>(6 - have)) & 63U];
  while (out.size() % 4 != 0) out += '=';
  return out;
}

std::string badge(const std::string& text) {
  return "<span class=\"badge " + tone_class(text) + "\">" + html_text(text) + "</span>";
}

// Nothing from outside is loaded, and no script runs but our own: not even when an escape were forgotten.
std::string head_part(const model::Report& report) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
         "script-src 'sha256-" +
         base64_of_hex(base::sha256_hex(html_script)) + "'\">\n<title>" + html_text(title(report)) +
         "</title>\n<style>" + std::string(html_style) + "</style>\n</head>\n<body>\n<main>\n";
}

std::string title_part(const model::Report& report) {
  std::string out = "<header>\n<h1>" + html_text(report.name);
  if (!report.database.empty()) out += " of " + html_text(report.database);
  out += "</h1>\n<div class=\"meta\">" + html_text(title(report)) + "</div>\n";
  for (const std::string& note : report.notes) out += "<p class=\"note\">" + html_text(note) + "</p>\n";
  return out + "</header>\n";
}

std::string metrics_part(const model::Report& report) {
  if (report.metrics.empty()) return "";
  std::string out = "<div class=\"metrics\">\n";
  for (const auto& [key, value] : report.metrics) {
    const auto [words, shown] = metric_text(key, value);
    out += "<div class=\"metric\"><b>" + html_text(shown) + "</b><span>" + html_text(words) + "</span></div>\n";
  }
  return out + "</div>\n";
}

std::string legend(const std::vector<model::Tile>& tiles) {
  std::set<std::string> tones;
  for (const model::Tile& tile : tiles) tones.insert(tile.tone);
  std::string out = "<div class=\"legend\">";
  for (const std::string& tone : tones) {
    out +=
        "<span class=\"" + tone_class(tone) + "\"><i></i>" + html_text(tone.empty() ? "no finding" : tone) + "</span>";
  }
  return out + "</div>\n";
}

std::string charts_part(const model::Report& report) {
  std::string out;
  if (const std::string map = treemap_svg(report.charts.tiles); !map.empty())
    out += "<section>\n<h2>Sizes by table and index</h2>\n" + legend(report.charts.tiles) + map + "</section>\n";
  if (const std::string lines = quantiles_svg(report); !lines.empty()) {
    out += "<section>\n<h2>Times by statement: p50, p95, p99 and the longest</h2>\n" + lines + "</section>\n";
  }
  for (const model::Series& series : report.charts.series) {
    const std::string chart = series_svg(series);
    if (!chart.empty()) out += "<section>\n<h2>" + html_text(series.title) + "</h2>\n" + chart + "</section>\n";
  }
  return out;
}

std::string evidence_part(const model::Finding& finding) {
  if (finding.evidence.empty()) return "";
  std::string out = "<dl class=\"evidence\">";
  for (const auto& [key, value] : finding.evidence) {
    const auto [words, shown] = metric_text(key, value);
    out += "<div><dt>" + html_text(words) + "</dt><dd>" + html_text(shown) + "</dd></div>";
  }
  return out + "</dl>\n";
}

std::string finding_part(const model::Finding& finding) {
  std::string out = "<article class=\"finding\">\n<h3>" +
                    badge(finding.verdict.empty() ? finding.severity : finding.verdict) + "<span class=\"object\">" +
                    html_text(finding.object) + "</span><span class=\"check\">" + html_text(finding.check) +
                    "</span></h3>\n<p>" + html_text(finding.message) + "</p>\n";
  if (const std::string place = place_text(finding); !place.empty())
    out += "<p class=\"quiet\">" + html_text(place) + "</p>\n";
  out += evidence_part(finding);
  if (shows_sql(finding)) {
    out += "<pre><span class=\"way\">do    </span>" + html_text(finding.sql_do);
    if (!finding.sql_undo.empty()) out += "\n<span class=\"way\">undo  </span>" + html_text(finding.sql_undo);
    out += "</pre>\n";
  }
  return out + "</article>\n";
}

// What asks for something first.
int weight(const model::Finding& finding) {
  if (finding.verdict == "drop" || finding.severity == "error") return 0;
  if (finding.verdict == "review") return 1;
  if (finding.verdict == "insufficient evidence" || finding.severity == "info") return 3;
  return 2;
}

std::string findings_part(const model::Report& report) {
  if (report.findings.empty()) return "";
  std::vector<const model::Finding*> findings;
  for (const model::Finding& finding : report.findings) findings.push_back(&finding);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const model::Finding* a, const model::Finding* b) { return weight(*a) < weight(*b); });
  std::string out = fmt::format("<section>\n<h2>Findings ({})</h2>\n", findings.size());
  const auto quiet = std::find_if(findings.begin(), findings.end(), [](const auto* one) { return weight(*one) == 3; });
  for (auto at = findings.begin(); at != quiet; ++at) out += finding_part(**at);
  const auto rest = findings.end() - quiet;
  const bool folded = rest > most_quiet;
  if (folded) out += fmt::format("<details>\n<summary>{} more that ask for nothing yet</summary>\n", rest);
  for (auto at = quiet; at != findings.end(); ++at) out += finding_part(**at);
  return out + (folded ? "</details>\n" : "") + "</section>\n";
}

std::string cell_part(const model::Value& value, const model::Column& column) {
  const std::string shown = cell(value, column.unit);
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    return fmt::format("<td class=\"number\" data-n=\"{}\">{}</td>", *whole, html_text(shown));
  if (const auto* number = std::get_if<double>(&value))
    return fmt::format("<td class=\"number\" data-n=\"{}\">{}</td>", *number, html_text(shown));
  const bool tone = column.key == "verdict" || column.key == "state" || column.key == "severity";
  if (tone && std::holds_alternative<std::string>(value) && !shown.empty()) return "<td>" + badge(shown) + "</td>";
  return (right_aligned(column) ? "<td class=\"number\">" : "<td>") + html_text(shown) + "</td>";
}

std::string rows_part(const model::Report& report) {
  if (report.rows.empty()) return "";
  std::string out = fmt::format(
      "<section>\n<h2>Rows ({})</h2>\n<div class=\"scroll\">\n<table class=\"rows\">\n<thead><tr>", report.rows.size());
  for (const model::Column& column : report.columns) {
    if (column.shown)
      out += std::string("<th scope=\"col\"") + (right_aligned(column) ? " class=\"number\">" : ">") +
             html_text(column.title) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : report.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < report.columns.size(); ++i) {
      if (report.columns[i].shown) out += cell_part(row.at(i), report.columns[i]);
    }
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</div>\n</section>\n";
}

std::string text_at(const std::vector<model::Value>& row, std::size_t column) {
  const auto* text = std::get_if<std::string>(&row[column]);
  return text == nullptr ? "" : *text;
}

std::string plan_part(const std::string& words, const std::string& plan) {
  if (plan.empty()) return "";
  std::string out = words.empty() ? "" : "<p class=\"quiet\">" + words + "</p>\n";
  out += "<pre class=\"plan\">";
  // Line breaks and margins are the tree's form; control characters inside a line are made visible.
  for (const std::string_view line : base::split(plan, '\n')) out += html_text(line) + "\n";
  return out + "</pre>\n";
}

// Plans of rows that have some: folded, the earlier one beside it where it was another.
std::string plans_part(const model::Report& report) {
  const auto plan = column_of(report, "plan_text");
  const auto before = column_of(report, "before_plan_text");
  if (!plan) return "";
  std::string out;
  for (const auto& row : report.rows) {
    const bool changed = before && text_at(row, *before) != text_at(row, *plan);
    const std::string now = plan_part(changed ? "now" : "", text_at(row, *plan));
    const std::string then = changed ? plan_part("before", text_at(row, *before)) : "";
    if (now.empty() && then.empty()) continue;
    out += "<details>\n<summary>" + html_text(cell(row.front(), report.columns.front().unit)) + "</summary>\n" + then +
           now + "</details>\n";
  }
  return out.empty() ? "" : "<section>\n<h2>Plans</h2>\n" + out + "</section>\n";
}

std::string not_examined_part(const model::Report& report) {
  if (report.not_examined.empty()) return "";
  std::string out = "<section>\n<h2>Not examined</h2>\n<dl>\n";
  for (const model::NotExamined& item : report.not_examined) {
    out += "<dt>" + html_text(item.object) + "</dt><dd class=\"quiet\">" + html_text(item.reason) + "</dd>\n";
  }
  return out + "</dl>\n</section>\n";
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string tone_class(std::string_view tone) {
  for (const std::string_view known : {"drop", "review", "keep", "error", "warning", "info", "ok"}) {
    if (tone == known) return "tone-" + std::string(known);
  }
  return tone == "insufficient evidence" || tone == "not examined" ? "tone-insufficient" : "tone-none";
}

std::string html(const model::Report& report) {
  return head_part(report) + title_part(report) + metrics_part(report) + charts_part(report) + findings_part(report) +
         rows_part(report) + plans_part(report) + not_examined_part(report) +
         "<footer>Made by barqdb.</footer>\n</main>\n<script>" + std::string(html_script) +
         "</script>\n</body>\n</html>\n";
}

}  // namespace barqdb::render
