// stamp from another tool's version table.
#pragma once

#include <string>
#include <vector>

#include "db/connection.hpp"
#include "revision/graph.hpp"

namespace barqdb::cli {

struct ForeignStamp {
  std::string tool;
  std::string table;
  std::vector<std::string> ids;  // of the chain, to be stamped
};

// `tool` is "" when it is to be found out, `table` has no name when it has the tool's own. Throws Error{usage} when
// none or several are found, Error{refused} when the table cannot be carried over: a half-applied version, one that the
// chain does not have, a gap.
ForeignStamp read_foreign_stamp(db::Connection& connection, const revision::Graph& graph, const std::string& tool,
                                const model::QualifiedName& table);

}  // namespace barqdb::cli
