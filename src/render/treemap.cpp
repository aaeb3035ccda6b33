// Squarified treemaps (Bruls, Huizing, van Wijk): a row is filled along the shorter side while its worst box gets
// better.
#include "render/treemap.hpp"

#include <algorithm>
#include <numeric>

namespace barqdb::render {
namespace {

// The worst proportion of a row of these areas along `side`: 1 is a square.
double worst(double largest, double smallest, double sum, double side) {
  const double square = side * side;
  return std::max(square * largest / (sum * sum), sum * sum / (square * smallest));
}

// Lays areas [begin, end) along the shorter side of `rest`, and takes their strip away from it.
void lay_row(const std::vector<double>& areas, std::size_t begin, std::size_t end, double sum, Box& rest,
             std::vector<Box>& out) {
  const bool upright = rest.width >= rest.height;
  const double side = upright ? rest.height : rest.width;
  const double thickness = side > 0 ? sum / side : 0;
  double at = upright ? rest.y : rest.x;
  for (std::size_t i = begin; i < end; ++i) {
    const double length = thickness > 0 ? areas[i] / thickness : 0;
    out.push_back(upright ? Box{rest.x, at, thickness, length} : Box{at, rest.y, length, thickness});
    at += length;
  }
  if (upright) {
    rest.x += thickness;
    rest.width = std::max(0.0, rest.width - thickness);
  } else {
    rest.y += thickness;
    rest.height = std::max(0.0, rest.height - thickness);
  }
}

}  // namespace

std::vector<Box> squarify(const std::vector<double>& sizes, const Box& whole) {
  const double total = std::accumulate(sizes.begin(), sizes.end(), 0.0);
  std::vector<double> areas = sizes;
  for (double& area : areas) area *= total > 0 ? whole.width * whole.height / total : 0;
  std::vector<Box> out;
  Box rest = whole;
  for (std::size_t begin = 0; begin < areas.size();) {
    const double side = std::min(rest.width, rest.height);
    double sum = areas[begin];
    std::size_t end = begin + 1;
    double now = worst(areas[begin], areas[begin], sum, side);
    while (end < areas.size()) {
      const double next = worst(areas[begin], areas[end], sum + areas[end], side);
      if (next > now) break;
      now = next;
      sum += areas[end++];
    }
    lay_row(areas, begin, end, sum, rest, out);
    begin = end;
  }
  return out;
}

}  // namespace barqdb::render
