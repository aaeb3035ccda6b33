// A revision that does not exist yet: its id, its file name, its text.
#pragma once

#include <string>
#include <vector>

#include "model/revision.hpp"
#include "revision/graph.hpp"

namespace barqdb::cli {

// The next id in the manner of the chain: after numbers (021) the next number with the same width, counted over the
// whole chain; otherwise the date and a number, 20250106_001. `parents` decide the manner; without them the last
// revision does.
std::string next_id(const revision::Graph& graph, const std::vector<std::string>& parents, const std::string& today);

// The file's text; with no steps yet unless `steps` has them as YAML, a line or more each.
std::string yaml_text(const model::Revision& revision, const std::string& steps = {});
std::string sql_text(const model::Revision& revision);

// Checks it as a part of the chain, writes <folder>/<id>_<slug>.yaml (or .sql) and returns its path. Never overwrites.
// Throws Error{usage}.
std::string write_revision(const revision::Graph& graph, const std::string& folder, model::Revision revision, bool sql,
                           const std::string& steps = {});

}  // namespace barqdb::cli
