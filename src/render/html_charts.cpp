// Charts as inline SVG, laid out here, so that the page needs no script to show them.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <map>

#include "base/units.hpp"
#include "render/html_parts.hpp"
#include "render/text.hpp"
#include "render/treemap.hpp"

namespace barqdb::render {
namespace {

using model::Tile;

constexpr double map_width = 1160;
constexpr double map_height = 520;
constexpr double label_height = 17;
constexpr std::size_t most_groups = 60;
constexpr std::size_t most_tiles = 60;  // of a group
constexpr double letter = 6.4;          // width of one at the size of the labels

struct Group {
  std::string name;
  std::int64_t size = 0;
  std::vector<Tile> tiles;
};

bool larger(const Tile& a, const Tile& b) { return a.size != b.size ? a.size > b.size : a.name < b.name; }

// What comes after the first `most` becomes one.
void fold_tiles(Group& group) {
  std::sort(group.tiles.begin(), group.tiles.end(), larger);
  if (group.tiles.size() <= most_tiles) return;
  Tile rest{group.name, fmt::format("{} smaller ones", group.tiles.size() - most_tiles + 1), 0, ""};
  for (std::size_t i = most_tiles - 1; i < group.tiles.size(); ++i) rest.size += group.tiles[i].size;
  group.tiles.resize(most_tiles - 1);
  group.tiles.push_back(rest);
  std::sort(group.tiles.begin(), group.tiles.end(), larger);
}

void fold_groups(std::vector<Group>& groups) {
  const auto by_size = [](const Group& a, const Group& b) {
    return a.size != b.size ? a.size > b.size : a.name < b.name;
  };
  std::sort(groups.begin(), groups.end(), by_size);
  if (groups.size() <= most_groups) return;
  Group rest{fmt::format("{} smaller tables", groups.size() - most_groups + 1), 0, {}};
  std::size_t indexes = 0;
  for (std::size_t i = most_groups - 1; i < groups.size(); ++i) {
    rest.size += groups[i].size;
    indexes += groups[i].tiles.size();
  }
  rest.tiles = {{rest.name, fmt::format("{} indexes", indexes), rest.size, ""}};
  groups.resize(most_groups - 1);
  groups.push_back(rest);
  std::sort(groups.begin(), groups.end(), by_size);
}

std::vector<Group> groups_of(const std::vector<Tile>& tiles) {
  std::map<std::string, Group> by_name;
  for (const Tile& tile : tiles) {
    if (tile.size <= 0) continue;
    Group& group = by_name[tile.group];
    group.name = tile.group;
    group.size += tile.size;
    group.tiles.push_back(tile);
  }
  std::vector<Group> out;
  for (auto& [name, group] : by_name) {
    fold_tiles(group);
    out.push_back(std::move(group));
  }
  fold_groups(out);
  return out;
}

template <typename Items>
std::vector<Box> boxes_of(const Items& items, const Box& whole) {
  std::vector<double> sizes;
  for (const auto& item : items) sizes.push_back(static_cast<double>(item.size));
  return squarify(sizes, whole);
}

// As many letters as fit; nothing when these are too few to tell anything.
std::string label(const std::string& text, double width) {
  const auto letters = static_cast<std::size_t>(std::max(0.0, (width - 8) / letter));
  if (letters < 6) return "";
  return display_width(text) <= letters ? text : cut_to_width(text, letters);
}

std::string tile_svg(const Tile& tile, const Box& box) {
  const std::string size = base::format_size(tile.size);
  std::string out = fmt::format(R"(<g class="tile {}"><title>{}
{}{}</title><rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2"/>)",
                                tone_class(tile.tone), html_text(tile.group + ": " + tile.name), size,
                                tile.tone.empty() ? "" : ", " + html_text(tile.tone), box.x + 1, box.y + 1,
                                std::max(0.0, box.width - 2), std::max(0.0, box.height - 2));
  const std::string name = box.height >= 18 ? label(tile.name, box.width) : "";
  if (!name.empty())
    out += fmt::format(R"(<text x="{:.1f}" y="{:.1f}">{}</text>)", box.x + 6, box.y + 15, html_text(name));
  if (!name.empty() && box.height >= 34 && label(size, box.width) == size) {
    out += fmt::format(R"(<text class="small" x="{:.1f}" y="{:.1f}">{}</text>)", box.x + 6, box.y + 29, size);
  }
  return out + "</g>";
}

std::string group_svg(const Group& group, const Box& box) {
  const std::string text = group.name + "  " + base::format_size(group.size);
  const std::string title = box.height >= 2 * label_height + 6 ? label(text, box.width) : "";
  Box inner{box.x + 2, box.y + 2, std::max(0.0, box.width - 4), std::max(0.0, box.height - 4)};
  std::string out =
      fmt::format(R"(<g class="group"><rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="3"/>)", box.x + 1,
                  box.y + 1, std::max(0.0, box.width - 2), std::max(0.0, box.height - 2));
  if (!title.empty()) {
    out += fmt::format(R"(<text x="{:.1f}" y="{:.1f}">{}</text>)", box.x + 6, box.y + 14, html_text(title));
    inner.y += label_height;
    inner.height -= label_height;
  }
  const std::vector<Box> boxes = boxes_of(group.tiles, inner);
  for (std::size_t i = 0; i < boxes.size(); ++i) out += tile_svg(group.tiles[i], boxes[i]);
  return out + "</g>\n";
}

// 250k, 1.5M
std::string axis_text(double value) {
  if (value >= 1e9) return fmt::format("{:g}G", value / 1e9);
  if (value >= 1e6) return fmt::format("{:g}M", value / 1e6);
  return value >= 1e4 ? fmt::format("{:g}k", value / 1e3) : fmt::format("{:g}", value);
}

std::string short_time(std::int64_t seconds, bool with_hour) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, with_hour ? "%Y-%m-%d %H:%M" : "%Y-%m-%d", &parts)};
}

// 1, 2 or 5 times a power of ten, at least as large as `value`.
double round_up(double value) {
  double power = 1;
  while (power * 10 <= value) power *= 10;
  for (const double step : {1.0, 2.0, 5.0, 10.0}) {
    if (step * power >= value) return step * power;
  }
  return value;
}

}  // namespace

std::string treemap_svg(const std::vector<Tile>& tiles) {
  const std::vector<Group> groups = groups_of(tiles);
  if (groups.empty()) return "";
  std::string out = fmt::format(
      R"(<svg class="treemap" viewBox="0 0 {0:.0f} {1:.0f}" role="img" aria-label="Sizes of indexes by table">)",
      map_width, map_height);
  const std::vector<Box> boxes = boxes_of(groups, {0, 0, map_width, map_height});
  for (std::size_t i = 0; i < boxes.size(); ++i) out += group_svg(groups[i], boxes[i]);
  return out + "</svg>\n";
}

std::string series_svg(const model::Series& series) {
  if (series.points.size() < 2) return "";
  constexpr double left = 64;
  constexpr double bottom = 200;
  constexpr double height = 180;
  const double wide = map_width - left;
  std::int64_t highest = 1;
  for (const auto& point : series.points) highest = std::max(highest, point.second);
  const double top = round_up(static_cast<double>(highest));
  std::string out = fmt::format(R"(<svg class="series" viewBox="0 0 {:.0f} 226" role="img" aria-label="{}">)",
                                map_width, html_text(series.title));
  for (int line = 0; line <= 4; ++line) {
    const double y = bottom - height * line / 4;
    out += fmt::format(
        R"(<line x1="{0}" x2="{1}" y1="{2:.1f}" y2="{2:.1f}"/><text class="axis end" x="{3}" y="{4:.1f}">{5}</text>)",
        left, map_width, y, left - 8, y + 4, axis_text(top * line / 4));
  }
  const double step = wide / static_cast<double>(series.points.size());
  const std::int64_t first = series.points.front().first;
  const std::int64_t last = series.points.back().first;
  const bool hours = last - first < 4 * 86'400;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const auto& [time, value] = series.points[i];
    const double tall = height * static_cast<double>(value) / top;
    out += fmt::format(
        R"(<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="1"><title>{}: {}</title></rect>)",
        left + step * static_cast<double>(i) + step * 0.1, bottom - tall, step * 0.8, tall, short_time(time, hours),
        value);
  }
  const std::int64_t middle = series.points[series.points.size() / 2].first;
  out += fmt::format(R"(<text class="axis" x="{}" y="218">{}</text><text class="axis middle" x="{}" y="218">{}</text>)",
                     left, short_time(first, hours), left + wide / 2, short_time(middle, hours));
  out += fmt::format(R"(<text class="axis end" x="{}" y="218">{}</text></svg>)", map_width, short_time(last, hours));
  return out + "\n";
}

}  // namespace barqdb::render
