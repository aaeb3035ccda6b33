// Our parser first, since it can say where; the server has the last word.
#include "batch/check_work.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "plan/update_target.hpp"
#include "plan/user_sql.hpp"

namespace barqdb::batch {

using base::Error;
using base::ErrorKind;

namespace {

bool server_accepts(db::Connection& connection, const std::string& sql) {
  try {
    connection.query("EXPLAIN " + sql, {"1"});  // with a parameter, so that a second statement is refused
    return true;
  } catch (const Error&) {
    return false;
  }
}

// Which of these columns the rows are walked by; or nothing.
const Column* walked_by(const Work& work, const std::vector<std::string>& names) {
  const auto& key = work.target.key;
  const auto found = std::find_if(key.begin(), key.end(), [&](const Column& part) {
    return std::find(names.begin(), names.end(), part.name) != names.end();
  });
  return found == key.end() ? nullptr : &*found;
}

}  // namespace

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

void check_ctid(const Work& work) {
  if (!work.target.by_ctid()) return;
  const std::string what = work.target.table.text() + " is walked by ctid, since it has no primary key";
  if (!work.spec.backup.name.empty()) throw Error(ErrorKind::usage, what + ": no backup table", "name a unique index");
  if (work.spec.kind == Kind::run && !work.spec.repeatable) {
    throw Error(ErrorKind::refused, what + ": a statement that moves rows would meet them twice",
                "name a unique index with --key, or say --repeatable when a second time does no harm");
  }
}

}  // namespace barqdb::batch
