// From the indexes as they are to those that are wanted: the steps of a revision, in an order in which names are free
// when they are needed, and each with its way back. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/inspected_index.hpp"
#include "model/revision.hpp"

namespace barqdb::plan {

struct DifferenceInput {
  // Without those that nobody may touch; those of constraints are there for the marks of their tables only.
  std::vector<model::InspectedIndex> live;
  std::vector<model::InspectedIndex> wanted;
  // Pairs of live and wanted, by position, that are the same definition whatever they are called.
  std::set<std::pair<std::size_t, std::size_t>> same;
  std::set<std::string> strangers;            // live ones (schema.index) that the chain does not know
  std::set<std::string> changed;              // live ones that the chain has with another definition
  std::vector<model::QualifiedName> missing;  // those of the chain that do not exist
  std::string default_tablespace;             // of the database
};

// Pairs that the server is to be asked about: those of one name, those of one table whose names only one side has, and
// parts of partitioned indexes on one table, whatever their names.
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;
Pairs pairs_of_one_name(const DifferenceInput& input);
Pairs pairs_of_one_table(const DifferenceInput& input);
Pairs pairs_of_parts(const DifferenceInput& input);

struct Difference {
  std::vector<model::Step> steps;
  std::int64_t created = 0;
  std::int64_t dropped = 0;
  std::int64_t replaced = 0;
  std::int64_t renamed = 0;
  std::int64_t altered = 0;  // comments, statistics targets, tablespaces, marks of tables
};
Difference make_difference(const DifferenceInput& input);

}  // namespace barqdb::plan
