// What an application says of itself in comments: sqlcommenter (key='value') and Rails (key:value).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace barqdb::logs {

using Tags = std::vector<std::pair<std::string, std::string>>;

// The tags of comments, in their order; other comments have none.
Tags read_tags(const std::vector<std::string_view>& comments);
// "" when there is none.
std::string tag(const Tags& tags, std::string_view key);
// What marks one piece of work: trace, request or job, controller and action, route. "" when no tag says it.
std::string work_of(const Tags& tags);
// What only one request or job bears: its trace or its own id. "" when no tag says it.
std::string trace_of(const Tags& tags);
// The tags that say where in the application, not which request: for a report over many of them.
Tags lasting(const Tags& tags);

}  // namespace barqdb::logs
