// What plans stand on, as hashes by object: so that a plan that is run later can tell whether it still holds.
#pragma once

#include <map>
#include <set>
#include <string>

#include "db/connection.hpp"
#include "execute/planner.hpp"

namespace barqdb::execute {

class Standing {
 public:
  // The facts of one revision, before anything foreseen is put into them.
  void add(const PlanningFacts& facts);
  // "table public.t", "index public.x", "constraint public.t.c" → hash of the definition.
  std::map<std::string, std::string> hashes(db::Connection& connection) const;

 private:
  std::set<model::QualifiedName> tables_;
  std::map<std::string, std::string> hashes_;
};

}  // namespace barqdb::execute
