// The table locks that a statement takes, told from its text: what PostgreSQL's documentation of explicit locking says
// of each command. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/name.hpp"

namespace barqdb::plan {

// In the order of strength; the numbers are the server's own.
enum class LockLevel {
  access_share = 1,
  row_share,
  row_exclusive,
  share_update_exclusive,
  share,
  share_row_exclusive,
  exclusive,
  access_exclusive
};

const char* name_of(LockLevel level);     // as pg_locks and LOCK TABLE say it: "SHARE ROW EXCLUSIVE"
const char* blocked_by(LockLevel level);  // "blocks reads and writes", "blocks writes", "blocks no reads and no writes"

// The strongest lock on each table that exists before the text runs. Nothing when that cannot be told: code of
// functions and DO blocks, statements that do not parse.
std::optional<std::map<model::QualifiedName, LockLevel>> locks_of(std::string_view sql);

// For people: "SHARE on t: blocks writes", strongest first.
std::string statements_lock(std::string_view sql);

}  // namespace barqdb::plan
