// The format of a report by its name.
#include "render/render.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace barqdb::render {
namespace {

struct Format {
  const char* name;
  std::string (*make)(const model::Report& report, int width);
};

const std::vector<Format>& table_of_formats() {
  static const std::vector<Format> table_of = {
      {"table", [](const model::Report& report, int width) { return table(report, width); }},
      {"json", [](const model::Report& report, int) { return json(report); }},
      {"markdown", [](const model::Report& report, int) { return markdown(report); }},
      {"html", [](const model::Report& report, int) { return html(report); }},
      {"sarif", [](const model::Report& report, int) { return sarif(report); }},
      {"junit", [](const model::Report& report, int) { return junit(report); }},
      {"github", [](const model::Report& report, int) { return github(report); }},
      {"gitlab", [](const model::Report& report, int) { return gitlab(report); }},
      {"prometheus", [](const model::Report& report, int) { return prometheus(report); }},
  };
  return table_of;
}

}  // namespace

const std::vector<std::string>& formats() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const Format& format : table_of_formats()) out.emplace_back(format.name);
    return out;
  }();
  return names;
}

std::vector<std::string> gate_formats() { return {"table", "json", "markdown", "sarif", "junit", "github", "gitlab"}; }

std::string report(const model::Report& report, const std::string& format, int width) {
  const auto& all = table_of_formats();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Format& one) { return format == one.name; });
  if (found != all.end()) return found->make(report, width);
  const std::string near = base::nearest(format, formats());
  throw base::Error(base::ErrorKind::usage, "unknown format '" + format + "'",
                    near.empty() ? "use one of: " + base::join(formats(), ", ") : "did you mean '" + near + "'?");
}

}  // namespace barqdb::render
