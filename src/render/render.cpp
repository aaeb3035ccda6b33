// The format of a report by its name.
#include "render/render.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace barqdb::render {

std::string report(const model::Report& report, const std::string& format, int width) {
  if (format == "table") return table(report, width);
  if (format == "json") return json(report);
  if (format == "markdown") return markdown(report);
  const std::vector<std::string> known = {"table", "json", "markdown"};
  const std::string near = base::nearest(format, known);
  throw base::Error(base::ErrorKind::usage, "unknown format '" + format + "'",
                    near.empty() ? "use one of: " + base::join(known, ", ") : "did you mean '" + near + "'?");
}

}  // namespace barqdb::render
