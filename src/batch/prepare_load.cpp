// The header is judged by us, since it has a place; the conflict clause by the server.
#include "batch/prepare_load.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "batch/chunk_sql.hpp"
#include "batch/load_input.hpp"
#include "batch/load_sql.hpp"
#include "batch/read_target.hpp"

namespace barqdb::batch {

using base::Error;
using base::ErrorKind;

// Columns of ON CONFLICT and of its SET must be the table's; that a unique index stands behind them, the server says.
void prepare_load(db::Connection& connection, Work& work) {
  work.target = read_table(connection, work.spec.table);
  work.spec.table = work.target.table;
  Conflict& conflict = work.spec.conflict;
  if (work.spec.kind == Kind::upsert && conflict.columns.empty()) {
    Target walked = work.target;
    read_key(connection, "", {}, walked);
    if (walked.key_primary)
      for (const Column& column : walked.key) conflict.columns.push_back(column.name);
    if (conflict.columns.empty()) {
      throw Error(ErrorKind::usage, work.target.table.text() + " has no primary key",
                  "name the columns of a unique index: --on-conflict a,b");
    }
  }
  std::error_code unknown;  // a file that is not there yet is no other one
  if (std::filesystem::equivalent(work.spec.input.file, work.spec.input.rejects, unknown)) {
    throw Error(ErrorKind::usage, "--rejects names the input itself, which would be overwritten", "name another file");
  }
  check_columns(conflict.columns, work.target, {});
  check_columns(conflict.update, work.target, {});
  check_columns(work.spec.columns, work.target, {});
  if (work.spec.input.file != "-") LoadInput(work.spec, work.target);  // its header is judged
  read_side_effects(connection, work.spec.kind, {}, work.target);
  std::vector<std::string> all;
  for (const Column& column : work.target.columns)
    if (!column.generated) all.push_back(column.name);
  const std::vector<std::string>& columns = work.spec.columns.empty() ? all : work.spec.columns;
  const std::string head = insert_head(work.target, columns);
  std::string nulls;
  for (const std::string& name : columns)
    nulls += (nulls.empty() ? "NULL::" : ", NULL::") + work.target.find(name)->type;
  work.statement = head + " SELECT " + nulls + " WHERE false" + conflict_clause(work.target, conflict, columns);
  try {
    connection.query("EXPLAIN " + work.statement);
  } catch (Error& error) {
    if (error.sqlstate == "42501") throw;
    error.kind = ErrorKind::usage;
    error.message = "the server refuses the statement of a chunk: " + error.message;
    throw;
  }
  work.statement =
      (needs_stage(work) ? head + conflict_clause(work.target, conflict, columns) : copy_sql(work, columns));
}

}  // namespace barqdb::batch
