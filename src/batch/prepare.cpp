// What the kinds of batches need; the server judges the statement of all rows.
#include "batch/prepare.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "batch/check_work.hpp"
#include "batch/chunk_sql.hpp"
#include "batch/identity.hpp"
#include "batch/prepare_load.hpp"
#include "batch/read_target.hpp"
#include "plan/user_sql.hpp"

namespace barqdb::batch {
namespace {

using base::Error;
using base::ErrorKind;

// Without what does not exist before the batch begins: the backup table, and our list of transactions.
Work judged(Work work) {
  work.spec.backup = {};
  work.spec.repeatable = true;
  return work;
}

// Columns that both tables have and that can be written.
std::vector<std::string> common_columns(const Target& from, const Target& into) {
  std::vector<std::string> columns;
  for (const Column& column : into.columns)
    if (!column.generated && from.find(column.name) != nullptr) columns.push_back(column.name);
  return columns;
}

void prepare_copy(db::Connection& connection, Work& work) {
  work.into = read_table(connection, work.spec.into);
  work.columns = work.spec.columns.empty() ? common_columns(work.target, work.into) : work.spec.columns;
  if (work.columns.empty()) {
    throw Error(ErrorKind::usage,
                work.target.table.text() + " and " + work.into.table.text() + " have no column in common",
                "--columns names those to copy");
  }
  if (work.spec.move && work.spec.conflict.do_nothing) {
    throw Error(ErrorKind::usage, "--move with --do-nothing would delete rows that were not copied",
                "leave one of the two out");
  }
  for (const std::string& name : work.spec.conflict.update) {
    if (std::find(work.columns.begin(), work.columns.end(), name) != work.columns.end()) continue;
    throw Error(ErrorKind::usage, "--update names " + name + ", which is not copied",
                "name columns among: " + base::join(work.columns, ", "));
  }
  read_side_effects(connection, Kind::insert, {}, work.into);
  work.target.triggers = work.into.triggers;
  if (work.spec.move) read_side_effects(connection, Kind::remove, {}, work.target);
}

void prepare_restore(db::Connection& connection, Work& work) {
  work.into = read_table(connection, work.spec.into);
  work.columns = work.spec.restored == Kind::remove ? common_columns(work.target, work.into) : work.spec.columns;
  read_side_effects(connection, work.spec.restored == Kind::remove ? Kind::insert : Kind::update, work.columns,
                    work.into);
  work.target.triggers = work.into.triggers;
  work.target.cascades = work.into.cascades;
}

// The statement of all rows, planned by the server: unknown columns, wrong types and missing rights show here.
void let_server_judge(db::Connection& connection, const Work& work) {
  try {
    explain(connection, work, {}, {});
  } catch (Error& error) {
    if (error.sqlstate == "42501") throw;
    error.kind = ErrorKind::usage;
    error.message = "the server refuses the statement of a chunk: " + error.message;
    throw;
  }
}

void prepare_walk(db::Connection& connection, Work& work) {
  work.target = read_walked(connection, work.spec.table, work.spec.key, plan::read_assignments(work.spec.set).columns);
  work.spec.table = work.target.table;
  if (work.spec.kind == Kind::soft_delete) make_soft_delete(work);
  check_where(connection, work);
  if (work.spec.kind == Kind::update || work.spec.kind == Kind::soft_delete) check_set(work);
  if (work.spec.kind == Kind::run) check_statement(work);
  check_ctid(work);
  if (work.spec.kind == Kind::copy) {
    prepare_copy(connection, work);
  } else if (work.spec.kind == Kind::restore) {
    prepare_restore(connection, work);
  } else {
    read_side_effects(connection, work.spec.kind, work.assigned, work.target);
  }
  let_server_judge(connection, work);
  work.statement = chunk_sql(judged(work), {}, {}, 0).statements.front();
  if (work.spec.kind == Kind::run) check_statement_key(work);
}

}  // namespace

bool reads_input(Kind kind) { return kind == Kind::insert || kind == Kind::upsert; }

std::string explain(db::Connection& connection, const Work& work, const Key& after, const Key& upto) {
  std::string text;
  for (const std::string& statement : chunk_sql(judged(work), after, upto, 0).statements) {
    const db::Result plan = connection.query("EXPLAIN " + statement);
    for (std::size_t row = 0; row < plan.rows(); ++row) text += std::string(plan.text(row, 0)) + "\n";
  }
  return text;
}

Work prepare(db::Connection& connection, Spec spec) {
  Work work;
  work.spec = std::move(spec);
  if (reads_input(work.spec.kind))
    prepare_load(connection, work);
  else
    prepare_walk(connection, work);
  work.hash = base::sha256_hex(identity_of(work));
  work.name = work.spec.name.empty()
                  ? std::string(name_of(work.spec.kind)) + "-" + work.spec.table.name + "-" + work.hash.substr(0, 8)
                  : work.spec.name;
  return work;
}

}  // namespace barqdb::batch
