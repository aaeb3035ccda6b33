// Statement by statement, then the strongest of all.
#include "plan/statement_locks.hpp"

#include <nlohmann/json.hpp>
#include <vector>

#include "base/text.hpp"
#include "plan/lock_rules.hpp"
#include "plan/sql_text.hpp"
#include "plan/statement_tree.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

std::string named(const std::vector<std::string>& tables) {
  constexpr std::size_t shown = 4;
  if (tables.size() <= shown) return base::join(tables, ", ");
  return base::join({tables.begin(), tables.begin() + shown}, ", ") + " and " + std::to_string(tables.size() - shown) +
         " more";
}

TableLocks all_locks(std::string_view sql) {
  TableLocks locks;
  for (const Statement& statement : split_statements(sql)) {
    // The tree's form is the parser's; should it be another than expected, the locks are not known.
    try {
      locks.add(statement_tree(statement.text).at("stmts").at(0).at("stmt"));
    } catch (const Json::exception&) {
      locks.unknown = true;
    }
  }
  return locks;
}

}  // namespace

const char* name_of(LockLevel level) {
  static constexpr const char* names[] = {
      "",      "ACCESS SHARE",        "ROW SHARE", "ROW EXCLUSIVE",   "SHARE UPDATE EXCLUSIVE",
      "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"};
  return names[static_cast<std::size_t>(level)];
}

const char* blocked_by(LockLevel level) {
  if (level == LockLevel::access_exclusive) return "blocks reads and writes";
  return level >= LockLevel::share ? "blocks writes" : "blocks no reads and no writes";
}

std::optional<std::map<model::QualifiedName, LockLevel>> locks_of(std::string_view sql) {
  TableLocks locks = all_locks(sql);
  if (locks.unknown) return std::nullopt;
  return std::move(locks.taken);
}

std::string statements_lock(std::string_view sql) {
  const TableLocks locks = all_locks(sql);
  std::map<LockLevel, std::vector<std::string>, std::greater<>> by_level;
  for (const auto& [table, level] : locks.taken) by_level[level].push_back(table.text());
  std::vector<std::string> parts;
  for (const auto& [level, tables] : by_level)
    parts.push_back(std::string(name_of(level)) + " on " + named(tables) + ": " + blocked_by(level));
  if (locks.unknown) parts.emplace_back("and what its code takes, which the text does not tell");
  if (parts.empty()) return "none on a table that exists";
  return locks.unknown && parts.size() == 1 ? "what its code takes, which the text does not tell"
                                            : base::join(parts, "; ");
}

}  // namespace barqdb::plan
