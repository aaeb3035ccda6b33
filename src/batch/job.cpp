// Reads and writes the rows of batches.
#include "batch/job.hpp"

#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "batch/job_sql.hpp"
#include "batch/json_row.hpp"
#include "batch/key_sql.hpp"
#include "batch/sql.hpp"
#include "execute/ledger.hpp"

namespace barqdb::batch {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::array<std::pair<State, const char*>, 5> states{{{State::running, "running"},
                                                               {State::paused, "paused"},
                                                               {State::cancelled, "cancelled"},
                                                               {State::done, "done"},
                                                               {State::failed, "failed"}}};

State state_of(std::string_view name) {
  for (const auto& [state, known] : states)
    if (name == known) return state;
  throw Error(ErrorKind::server, "barqdb.batch has the unknown state " + std::string(name));
}

std::vector<std::string> texts_of(const JsonValue& array) {
  std::vector<std::string> items;
  for (const JsonValue& item : array.items) items.push_back(item.text);
  return items;
}

// The lists come as one line of JSON, so that no array syntax is read here.
Job job_of(const db::Result& rows, std::size_t row = 0) {
  Job job;
  job.id = static_cast<int>(rows.integer(row, 0));
  job.name = rows.text(row, 1);
  job.kind = rows.text(row, 2);
  job.hash = rows.text(row, 3);
  job.relation = rows.text(row, 4);
  job.state = state_of(rows.text(row, 5));
  job.estimate = rows.integer(row, 6);
  job.rejected = rows.integer(row, 7);
  job.backup = rows.text(row, 8);
  const JsonRow lists = parse_json_row(rows.text(row, 9));
  job.key_columns = texts_of(lists.fields.at(0).value);
  job.arguments = texts_of(lists.fields.at(1).value);
  job.assigned = texts_of(lists.fields.at(2).value);
  return job;
}

std::size_t key_width(const Job& job) { return job.key_columns.size(); }

Key key_at(const db::Result& rows, std::size_t row, std::size_t first, std::size_t width) {
  Key key;
  if (rows.null(row, first)) return key;
  for (std::size_t i = 0; i < width; ++i) key.emplace_back(rows.text(row, first + i));
  return key;
}

std::vector<Lane> lanes_where(db::Connection& connection, const Job& job, const std::string& condition) {
  std::string columns;
  const std::size_t width = key_width(job);
  for (const char* key : {"lower_key", "upper_key", "cursor_key"})
    for (std::size_t i = 1; i <= width; ++i) columns += ", " + std::string(key) + "[" + std::to_string(i) + "]";
  const db::Result rows = connection.query("SELECT lane, rows, chunks, chunk_size, done" + columns +
                                           " FROM barqdb.batch_lane WHERE batch = " + std::to_string(job.id) +
                                           condition + " ORDER BY lane");
  std::vector<Lane> lanes;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    lanes.push_back({static_cast<int>(rows.integer(row, 0)), key_at(rows, row, 5, width),
                     key_at(rows, row, 5 + width, width), key_at(rows, row, 5 + 2 * width, width), rows.integer(row, 1),
                     rows.integer(row, 2), rows.integer(row, 3), rows.boolean(row, 4)});
  }
  return lanes;
}

}  // namespace

const char* name_of(State state) {
  for (const auto& [known, name] : states)
    if (known == state) return name;
  return "";
}

bool job_tables_exist(db::Connection& connection) {
  return !connection.query("SELECT pg_catalog.to_regclass('barqdb.batch')").null(0, 0);
}

bool is_of_step(const Job& job) {
  return job.name.starts_with("revision ") && job.name.find(", step ") != std::string::npos;
}

std::string shell_word(const std::string& name) {
  const char* const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
  if (!name.empty() && name.find_first_not_of(plain) == std::string::npos) return name;
  std::string word = "'";
  for (const char c : name) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

std::string shell_text(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back(shell_word(word));
  return base::join(quoted, " ");
}

std::string resume_hint(const Job& job) {
  const std::string command = "`barqdb batch resume " + shell_word(job.name) + "`";
  return is_of_step(job) ? command + ", then `barqdb upgrade`, go on where it stopped"
                         : command + " goes on where it stopped";
}

std::string anew_hint(const Job& job) {
  return "to begin anew, `barqdb batch cancel " + shell_word(job.name) +
         "` first, then with a --where that leaves out the rows that are done";
}

std::vector<std::string> key_columns(const Work& work) {
  if (reads_input(work.spec.kind)) return {"offset", "line", "hash", "rejects"};
  if (work.target.by_ctid()) return {"block", "file_node"};
  std::vector<std::string> names;
  for (const Column& column : work.target.key) names.push_back(column.name);
  return names;
}

void create_job_tables(db::Connection& connection) {
  if (job_tables_exist(connection)) return;
  try {
    connection.query(sql::batch_create);
  } catch (Error& error) {
    if (error.sqlstate == "42501") error.hint = execute::schema_right_hint(connection);
    throw;
  }
}

std::optional<Job> find_job(db::Connection& connection, const std::string& name, const std::string& hash) {
  const db::Result row = connection.query(sql::batch_find, {name, hash});
  if (row.rows() == 0) return std::nullopt;
  return job_of(row);
}

Job named_job(db::Connection& connection, const std::string& name_or_id) {
  if (job_tables_exist(connection)) {
    const db::Result row = connection.query(sql::batch_named, {name_or_id});
    if (row.rows() > 0) return job_of(row);
  }
  throw Error(ErrorKind::usage, "there is no batch " + name_or_id, "`barqdb batch status` lists the batches");
}

std::vector<Job> unfinished_jobs(db::Connection& connection, const model::QualifiedName& table) {
  const db::Result rows = connection.query(sql::batch_unfinished, {table.quoted()});
  std::vector<Job> jobs;
  for (std::size_t row = 0; row < rows.rows(); ++row) jobs.push_back(job_of(rows, row));
  return jobs;
}

Job create_job(db::Connection& connection, const Work& work, const std::vector<Lane>& lanes, std::int64_t estimate,
               const std::vector<std::string>& arguments, int previous) {
  connection.query("BEGIN; LOCK TABLE barqdb.batch IN SHARE ROW EXCLUSIVE MODE");
  try {
    const std::optional<Job> latest = find_job(connection, work.spec.name, work.hash);
    if (latest && latest->id > previous) {
      connection.query("COMMIT");
      if (latest->hash == work.hash) return *latest;
      throw Error(ErrorKind::usage, "the name " + latest->name + " belongs to another batch", "choose another --name");
    }
    if (!work.spec.backup.name.empty()) connection.query(backup_table_sql(work));
    Job job;
    job.name = work.name;
    job.kind = name_of(work.spec.kind);
    job.hash = work.hash;
    job.relation = work.target.table.quoted();
    job.estimate = estimate;
    job.key_columns = key_columns(work);
    job.arguments = arguments;
    if (!work.spec.backup.name.empty()) job.backup = work.spec.backup.quoted();
    job.assigned = work.assigned;
    job.id = static_cast<int>(connection.query(insert_job_sql(job, work.statement)).integer(0, 0));
    connection.query(lanes.empty() ? "COMMIT" : insert_lanes_sql(job.id, lanes) + "; COMMIT");
    return job;
  } catch (Error& error) {
    if (connection.alive() && connection.in_transaction()) connection.query("ROLLBACK");
    if (error.sqlstate == "42P07") {
      error.kind = ErrorKind::usage;
      error.hint = "name another backup table, or drop this one when nobody needs it any more";
    }
    throw;
  }
}

std::vector<Lane> read_lanes(db::Connection& connection, const Job& job) { return lanes_where(connection, job, ""); }

std::optional<Lane> read_lane(db::Connection& connection, const Job& job, int number) {
  const auto lanes = lanes_where(connection, job, " AND lane = " + std::to_string(number));
  if (lanes.empty()) return std::nullopt;
  return lanes.front();
}

State read_state(db::Connection& connection, int id) {
  const db::Result row =
      connection.query("SELECT state FROM barqdb.batch WHERE id = $1::integer", {std::to_string(id)});
  if (row.rows() == 0) return State::cancelled;  // its row was deleted under it
  return state_of(row.text(0, 0));
}

void set_state(db::Connection& connection, int id, State state, const std::string& error) {
  connection.query(sql::batch_set_state,
                   {std::to_string(id), name_of(state), error.empty() ? db::Param{} : db::Param{error}});
}

std::int64_t read_rejected(db::Connection& connection, int id) {
  const db::Result row =
      connection.query("SELECT rejected FROM barqdb.batch WHERE id = $1::integer", {std::to_string(id)});
  return row.rows() == 0 ? 0 : row.integer(0, 0);
}

void tell_pulse(db::Connection& connection, int id, const Pulse& pulse) {
  const db::PoolStatus& pool = pulse.pool;
  std::string pool_text;
  const auto add = [&](const char* key, std::int64_t value) {
    pool_text += (pool_text.empty() ? "{\"" : ", \"") + std::string(key) + "\": " + std::to_string(value);
  };
  add("size", pool.size);
  add("max_overflow", pool.max_overflow);
  add("checked_out", pool.checked_out);
  add("idle", pool.idle);
  add("opened", pool.opened);
  add("waits", pool.waits);
  add("timeouts", pool.timeouts);
  add("recycled", pool.recycled);
  add("broken", pool.broken);
  connection.query(sql::batch_pulse,
                   {std::to_string(id), pulse.waits_for.empty() ? db::Param{} : db::Param{pulse.waits_for},
                    std::to_string(pulse.rows_second),
                    pulse.lag ? db::Param{std::to_string(pulse.lag->count())} : db::Param{}, pool_text + "}"});
}

void forget_writes(db::Connection& connection, int id) {
  connection.query("DELETE FROM barqdb.batch_write WHERE batch = $1::integer", {std::to_string(id)});
}

}  // namespace barqdb::batch
