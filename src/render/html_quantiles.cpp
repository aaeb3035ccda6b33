// Quantiles of times, a line a row, as inline SVG: readable without a script.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "render/html_parts.hpp"
#include "render/text.hpp"

namespace barqdb::render {
namespace {

constexpr std::size_t most_lines = 20;
constexpr double width = 1160;
constexpr double labels = 520;
constexpr double right = 24;
constexpr double line_height = 22;
constexpr std::size_t letters = 80;  // of a label

struct Line {
  std::string label;
  double p50 = 0;
  double p95 = 0;
  double p99 = 0;
  double longest = 0;
};

std::vector<Line> lines_of(const model::Report& report) {
  const auto label = column_of(report, "statement");
  const auto p50 = column_of(report, "p50_ms");
  const auto p95 = column_of(report, "p95_ms");
  const auto p99 = column_of(report, "p99_ms");
  const auto longest = column_of(report, "max_ms");
  if (!label || !p50 || !p95 || !p99 || !longest) return {};
  const auto time = [](const model::Value& value) {
    const double* number = std::get_if<double>(&value);
    return number == nullptr ? -1.0 : *number;
  };
  std::vector<Line> out;
  for (const auto& row : report.rows) {
    const auto* text = std::get_if<std::string>(&row[*label]);
    const Line line{text == nullptr ? "" : *text, time(row[*p50]), time(row[*p95]), time(row[*p99]),
                    time(row[*longest])};
    if (line.p50 >= 0 && line.p95 >= 0 && line.p99 >= 0 && line.longest >= 0) out.push_back(line);
    if (out.size() == most_lines) break;
  }
  return out;
}

// 0.001 ms, 1 ms, 1 s
std::string time_text(double milliseconds) {
  return milliseconds >= 1000 ? fmt::format("{:g} s", milliseconds / 1000) : fmt::format("{:g} ms", milliseconds);
}

// From the power of ten below the shortest to the one above the longest; the server counts in microseconds.
struct Scale {
  int from = 0;
  int to = 1;

  explicit Scale(const std::vector<Line>& lines) {
    double least = 1e12;
    double most = 0.001;
    for (const Line& line : lines) {
      least = std::min(least, std::max(line.p50, 0.001));
      most = std::max(most, line.longest);
    }
    from = static_cast<int>(std::floor(std::log10(least) + 1e-9));
    to = std::max(from + 1, static_cast<int>(std::ceil(std::log10(most) - 1e-9)));
  }
  double x(double milliseconds) const {
    const double power = std::log10(std::max(milliseconds, 0.001));
    const double share = std::clamp((power - from) / (to - from), 0.0, 1.0);
    return labels + share * (width - labels - right);
  }
};

std::string line_svg(const Line& line, const Scale& scale, double y) {
  const double middle = y + line_height / 2;
  std::string out =
      fmt::format(R"(<g><title>{}: p50 {}, p95 {}, p99 {}, longest {}</title><text x="0" y="{:.1f}">{}</text>)",
                  html_text(line.label), time_text(line.p50), time_text(line.p95), time_text(line.p99),
                  time_text(line.longest), middle + 4, html_text(cut_to_width(line.label, letters)));
  out += fmt::format(R"(<line class="whole" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>)", scale.x(line.p50),
                     scale.x(line.longest), middle, middle);
  const double begin = scale.x(line.p50);
  out += fmt::format(R"(<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="8" rx="2"/>)", begin, middle - 4,
                     std::max(2.0, scale.x(line.p95) - begin));
  out += fmt::format(R"(<rect class="mark" x="{:.1f}" y="{:.1f}" width="2.5" height="12"/>)", scale.x(line.p99) - 1.2,
                     middle - 6);
  out += fmt::format(R"(<circle class="mark" cx="{:.1f}" cy="{:.1f}" r="2.5"/></g>)", scale.x(line.longest), middle);
  return out + "\n";
}

}  // namespace

std::string quantiles_svg(const model::Report& report) {
  const std::vector<Line> lines = lines_of(report);
  if (lines.empty()) return "";
  const Scale scale(lines);
  const double height = line_height * static_cast<double>(lines.size());
  std::string out = fmt::format(
      R"(<svg class="series quantiles" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="Times by statement">)", width,
      height + 26);
  for (int power = scale.from; power <= scale.to; ++power) {
    const double value = std::pow(10.0, power);
    out += fmt::format(
        R"(<line x1="{0:.1f}" x2="{0:.1f}" y1="0" y2="{1:.1f}"/><text class="axis middle" x="{0:.1f}" y="{2:.1f}">{3}</text>)",
        scale.x(value), height, height + 18, time_text(value));
  }
  out += "\n";
  for (std::size_t i = 0; i < lines.size(); ++i) out += line_svg(lines[i], scale, line_height * static_cast<double>(i));
  out += "</svg>\n<p class=\"quiet\">A bar goes from p50 to p95, the stroke is p99, the dot the longest";
  if (report.rows.size() > lines.size()) out += fmt::format("; the first {} of the rows below", lines.size());
  return out + ".</p>\n";
}

}  // namespace barqdb::render
