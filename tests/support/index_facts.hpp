// All that the catalogs say about the indexes of a database, as text, to compare two databases.
#pragma once

#include <string>
#include <vector>

#include "db/connection.hpp"

namespace barqdb::test {

// A line an index: definition as the server prints it, comment, storage parameters, statistics targets, tablespace,
// marks of its table, validity, extensions that it goes with. Those of constraints and parts of partitioned indexes
// only when asked for.
std::vector<std::string> index_facts(db::Connection& connection, bool constraints = false, bool parts = false);

// Fails the running test case for every line that only one of the two has.
void check_same_facts(const std::vector<std::string>& expected, const std::vector<std::string>& actual);

}  // namespace barqdb::test
