// Server → the statistics that estimates stand on.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "db/connection.hpp"
#include "model/estimate.hpp"
#include "model/name.hpp"

namespace barqdb::catalog {

// Of the columns asked for; a column that the role may not read has no statistics. Keys are QualifiedName::text().
std::map<std::string, model::TableStatistics> read_plan_statistics(
    db::Connection& connection, const std::set<std::pair<model::QualifiedName, std::string>>& columns);

}  // namespace barqdb::catalog
