// The parts of the HTML format that html.cpp puts together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/report.hpp"

namespace barqdb::render {

// For text and for attributes in double quotes; control characters are made visible.
std::string html_text(std::string_view text);
// A verdict or a severity as the name of a class: "insufficient evidence" → "tone-insufficient".
std::string tone_class(std::string_view tone);

// Inline SVG; "" when there is nothing to draw.
std::string treemap_svg(const std::vector<model::Tile>& tiles);
std::string series_svg(const model::Series& series);
// Of a report whose rows have p50, p95, p99 and max: a line a row, on a logarithmic scale.
std::string quantiles_svg(const model::Report& report);

extern const std::string_view html_style;
extern const std::string_view html_script;

}  // namespace barqdb::render
