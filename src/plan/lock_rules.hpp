// The rules of table locks, one function a kind of statement: what PostgreSQL's documentation of explicit locking says
// of each command. Pure.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>

#include "model/name.hpp"
#include "plan/statement_locks.hpp"

namespace barqdb::plan {

// What the statements so far take; tables that they create themselves are nobody else's yet.
class TableLocks {
 public:
  std::map<model::QualifiedName, LockLevel> taken;
  bool unknown = false;  // they may take more than the text tells

  // `statement` is a node of libpg-query's tree with its kind: {"CreateStmt": {…}}.
  void add(const nlohmann::json& statement);

  // For the rules. `relation` is a RangeVar.
  void create(const nlohmann::json& relation);
  void take(const nlohmann::json& relation, LockLevel level);
  // ["schema", "table"], and behind them `tail` names of something inside the table.
  void take_listed(const nlohmann::json& items, std::size_t tail, LockLevel level);

 private:
  void take_named(const model::QualifiedName& table, LockLevel level);

  std::set<model::QualifiedName> own_;
};

}  // namespace barqdb::plan
