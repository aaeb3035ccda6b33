// Checks of a batch before it begins; the server judges what our parser does not know.
#include "batch/prepare.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "batch/chunk_sql.hpp"
#include "batch/prepare_load.hpp"
#include "batch/read_target.hpp"
#include "plan/update_target.hpp"
#include "plan/user_sql.hpp"

namespace barqdb::batch {
namespace {

using base::Error;
using base::ErrorKind;

bool server_accepts(db::Connection& connection, const std::string& sql) {
  try {
    connection.query("EXPLAIN " + sql, {"1"});  // with a parameter, so that a second statement is refused
    return true;
  } catch (const Error&) {
    return false;
  }
}

// libpg-query knows PostgreSQL 15's grammar: what it refuses may still be right on a newer server. As it stands first:
// parentheses of our own would hide ones that do not match.
void check_where(db::Connection& connection, const Work& work) {
  if (work.spec.where.empty()) return;
  const auto error = plan::check_expression(work.spec.where);
  if (!error) return;
  const std::string head = "SELECT 1 FROM " + work.target.table.quoted() + " WHERE $1::int = 1 AND ";
  if (server_accepts(connection, head + work.spec.where) &&
      server_accepts(connection, head + "(" + work.spec.where + "\n)"))
    return;
  throw Error(ErrorKind::usage, "--where does not parse as one condition: " + error->message,
              "write it as it would stand after WHERE, without the word and without a semicolon");
}

// Which of these columns the rows are walked by; or nothing.
const Column* walked_by(const Work& work, const std::vector<std::string>& names) {
  const auto& key = work.target.key;
  const auto found = std::find_if(key.begin(), key.end(), [&](const Column& part) {
    return std::find(names.begin(), names.end(), part.name) != names.end();
  });
  return found == key.end() ? nullptr : &*found;
}

void check_set(Work& work) {
  const plan::Assignments set = plan::read_assignments(work.spec.set);
  if (set.error) {
    throw Error(ErrorKind::usage, "--set does not parse as assignments: " + set.error->message,
                "write it as it would stand after SET, without WHERE: --set \"status = 'closed', closed_at = now()\"");
  }
  work.assigned = set.columns;
  for (const std::string& name : set.columns) {
    const Column* column = work.target.find(name);
    if (column == nullptr) {
      std::vector<std::string> names;
      for (const Column& one : work.target.columns) names.push_back(one.name);
      const std::string near = base::nearest(name, names);
      throw Error(ErrorKind::usage, "table " + work.target.table.text() + " has no column " + name,
                  near.empty() ? "" : "did you mean " + near + "?");
    }
    if (column->generated) {
      throw Error(ErrorKind::usage, "column " + name + " is generated: the server computes it",
                  "set the columns that it is computed from");
    }
    if (walked_by(work, {name}) != nullptr) {
      throw Error(ErrorKind::usage, "--set changes " + name + ", by which the rows are walked",
                  "a row could be met twice: name another unique index with --key");
    }
  }
}

// The column that says that a row is deleted: named, or one that usually does.
void make_soft_delete(Work& work) {
  std::vector<std::string> names = {"deleted_at", "is_deleted", "deleted"};
  if (!work.spec.column.empty()) names = {work.spec.column};
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const std::string& name) { return work.target.find(name); });
  if (found == names.end()) {
    throw Error(ErrorKind::usage, "table " + work.target.table.text() + " has no column " + base::join(names, ", "),
                "--column names the column that says when, or that, a row was deleted");
  }
  const Column& column = *work.target.find(*found);
  const std::string quoted = base::quote_identifier(column.name);
  const bool flag = column.category == 'B';
  if (!flag && column.category != 'D') {
    throw Error(ErrorKind::usage, "column " + column.name + " is neither a time nor a boolean",
                "--column names a column of another type");
  }
  work.spec.set = quoted + (flag ? " = true" : " = now()");
  const std::string open = quoted + (flag ? " IS NOT TRUE" : " IS NULL");
  work.spec.where = work.spec.where.empty() ? open : "(" + work.spec.where + "\n) AND " + open;
}

// A row whose key the statement itself changes could come before the cursor again.
void check_statement_key(const Work& work) {
  if (work.spec.repeatable) return;
  const auto update = plan::update_target(work.statement);
  const model::QualifiedName& table = work.target.table;
  if (!update || update->table.name != table.name ||
      (!update->table.schema.empty() && update->table.schema != table.schema))
    return;
  if (const Column* part = walked_by(work, update->columns)) {
    throw Error(
        ErrorKind::usage, "the statement changes " + part->name + ", by which the rows are walked",
        "a row could be met twice: name another unique index with --key, or say --repeatable when a second time "
        "does no harm",
        {work.spec.input.file, 0, 0});
  }
}

void check_statement(const Work& work) {
  const auto statements = plan::split_statements(work.spec.text);
  if (statements.size() != 1) {
    throw Error(ErrorKind::usage, "the file must hold one statement, it holds " + std::to_string(statements.size()),
                "a chunk is one statement; run the others before or after it", {work.spec.input.file, 0, 0});
  }
  if (plan::find_placeholders(work.spec.text).empty()) {
    throw Error(ErrorKind::usage, "the statement has no :chunk",
                "write :chunk, or :chunk(alias), where its condition on the keys of " + work.target.table.text() +
                    " belongs: UPDATE t SET … WHERE :chunk",
                {work.spec.input.file, 0, 0});
  }
}

// By ctid a row's new version may lie where the walk has not been yet.
void check_ctid(const Work& work) {
  if (!work.target.by_ctid()) return;
  const std::string what = work.target.table.text() + " is walked by ctid, since it has no primary key";
  if (!work.spec.backup.name.empty()) throw Error(ErrorKind::usage, what + ": no backup table", "name a unique index");
  if (work.spec.kind == Kind::run && !work.spec.repeatable) {
    throw Error(ErrorKind::refused, what + ": a statement that moves rows would meet them twice",
                "name a unique index with --key, or say --repeatable when a second time does no harm");
  }
}

// Without what does not exist before the batch begins: the backup table, and our list of transactions.
Work judged(Work work) {
  work.spec.backup = {};
  work.spec.repeatable = true;
  return work;
}

std::string all_options(const Spec& spec) {
  std::string text;
  for (const std::string& part :
       {std::string(name_of(spec.kind)), spec.table.text(), spec.set, spec.where, spec.key, spec.text, spec.into.text(),
        std::string(spec.move ? "move" : ""), base::join(spec.columns, ","), base::join(spec.conflict.columns, ","),
        std::string(spec.conflict.do_nothing ? "nothing" : ""), base::join(spec.conflict.update, ","), spec.input.file,
        std::string(spec.input.ndjson ? "ndjson" : "csv"), spec.backup.text()})
    text += part + '\x1f';
  return text;
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
  work.hash = base::sha256_hex(all_options(spec));
  work.spec = std::move(spec);
  if (reads_input(work.spec.kind))
    prepare_load(connection, work);
  else
    prepare_walk(connection, work);
  work.name = work.spec.name.empty()
                  ? std::string(name_of(work.spec.kind)) + "-" + work.spec.table.name + "-" + work.hash.substr(0, 8)
                  : work.spec.name;
  return work;
}

}  // namespace barqdb::batch
