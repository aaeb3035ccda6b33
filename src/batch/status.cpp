// A row a batch. One that should run and has no runner is `stopped`.
#include "batch/status.hpp"

#include "base/error.hpp"
#include "batch/sql.hpp"

namespace barqdb::batch {
namespace {

using model::Unit;
using model::Value;

std::vector<model::Column> columns() {
  return {{"id", "id"},
          {"name", "name"},
          {"kind", "kind", Unit::none, false},
          {"table", "table"},
          {"state", "state"},
          {"rows", "rows", Unit::count},
          {"estimate", "of about", Unit::count},
          {"rejected", "rejected", Unit::count, false},
          {"chunks", "chunks", Unit::count, false},
          {"lanes", "lanes", Unit::count, false},
          {"lanes_done", "lanes done", Unit::count, false},
          {"rows_second", "rows/s", Unit::count},
          {"lag_ms", "lag", Unit::milliseconds},
          {"waits_for", "held up"},
          {"error", "error", Unit::none, false},
          {"started_by", "by", Unit::none, false},
          {"started_at", "started"},
          {"updated_at", "updated", Unit::none, false},
          {"finished_at", "finished", Unit::none, false},
          {"backup", "backup", Unit::none, false},
          {"pool_size", "pool", Unit::count},
          {"pool_overflow", "overflow", Unit::count},
          {"pool_checked_out", "out", Unit::count},
          {"pool_idle", "idle", Unit::count, false},
          {"pool_opened", "opened", Unit::count, false},
          {"pool_waits", "pool waits", Unit::count},
          {"pool_timeouts", "timeouts", Unit::count, false},
          {"pool_recycled", "recycled", Unit::count},
          {"pool_broken", "broken", Unit::count, false},
          {"statement", "statement", Unit::none, false},
          {"key", "key", Unit::none, false}};
}

Value text_at(const db::Result& rows, std::size_t row, std::size_t column) {
  return rows.null(row, column) ? Value() : Value(std::string(rows.text(row, column)));
}

Value count_at(const db::Result& rows, std::size_t row, std::size_t column) {
  return rows.null(row, column) ? Value() : Value(rows.integer(row, column));
}

std::vector<Value> row_of(const db::Result& rows, std::size_t row) {
  const bool at_work = rows.boolean(row, 19);
  std::string state(rows.text(row, 4));
  if (state == "running" && !at_work) state = "stopped";
  std::vector<Value> out = {count_at(rows, row, 0), text_at(rows, row, 1), text_at(rows, row, 2), text_at(rows, row, 3),
                            state};
  for (std::size_t column = 5; column <= 10; ++column) out.push_back(count_at(rows, row, column));
  out.push_back(at_work ? Value(static_cast<std::int64_t>(rows.number(row, 11))) : Value());
  out.push_back(at_work ? count_at(rows, row, 12) : Value());
  for (std::size_t column = 13; column <= 18; ++column) out.push_back(text_at(rows, row, column));
  out.push_back(text_at(rows, row, 20));
  for (std::size_t column = 21; column <= 29; ++column) out.push_back(at_work ? count_at(rows, row, column) : Value());
  out.push_back(text_at(rows, row, 30));
  out.push_back(text_at(rows, row, 31));
  return out;
}

[[noreturn]] void refuse(const Job& job, const std::string& order) {
  throw base::Error(base::ErrorKind::refused,
                    "the batch " + job.name + " is " + name_of(job.state) + ": there is nothing to " + order,
                    "`barqdb batch status` lists the batches");
}

}  // namespace

model::Report status_report(db::Connection& connection, const std::string& name_or_id) {
  model::Report report;
  report.name = "batch-status";
  report.database = connection.database();
  report.server_version = connection.server_version();
  report.columns = columns();
  if (!name_or_id.empty()) named_job(connection, name_or_id);
  if (!job_tables_exist(connection)) return report;
  const db::Result rows = connection.query(sql::batch_status, {name_or_id});
  std::int64_t at_work = 0;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    at_work += rows.boolean(row, 19) ? 1 : 0;
    report.rows.push_back(row_of(rows, row));
  }
  report.metrics = {{"batches", static_cast<std::int64_t>(rows.rows())}, {"at_work", at_work}};
  return report;
}

bool order_pause(db::Connection& connection, const Job& job) {
  if (job.state == State::done || job.state == State::cancelled) refuse(job, "pause");
  set_state(connection, job.id, State::paused);
  return is_locked(connection, job.id);
}

bool order_cancel(db::Connection& connection, const Job& job) {
  if (job.state == State::done || job.state == State::cancelled) refuse(job, "cancel");
  set_state(connection, job.id, State::cancelled);
  return is_locked(connection, job.id);
}

bool order_resume(db::Connection& connection, const Job& job) {
  if (job.state == State::done) refuse(job, "resume");
  set_state(connection, job.id, State::running);
  return is_locked(connection, job.id);
}

}  // namespace barqdb::batch
