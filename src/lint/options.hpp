// What a run of the linter is asked for. Values only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace barqdb::lint {

constexpr int oldest_version = 9;  // of PostgreSQL, that a rule looks at; profiles have the same bounds
constexpr int newest_version = 18;

struct Options {
  int pg_version = 15;                          // major version of the server that will run the SQL
  std::vector<std::string> ignore;              // ids of rules, or patterns of ids, that are off
  std::vector<std::string> enable;              // likewise: rules on that are off by themselves
  std::map<std::string, std::string> severity;  // id or pattern of ids → error, warning, info
};

}  // namespace barqdb::lint
