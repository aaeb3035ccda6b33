// Reading and writing schema barqdb.
#include "execute/ledger.hpp"

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "execute/sql.hpp"

namespace barqdb::execute {
namespace {

using base::quote_literal;

model::StepRecord step_record(const db::Result& result, std::size_t row) {
  static const std::map<std::string_view, model::Intent> intents = {
      {"sql", model::Intent::sql},
      {"create_index", model::Intent::create_index},
      {"drop_index", model::Intent::drop_index},
      {"attach_index", model::Intent::attach_index},
      {"replace_index", model::Intent::replace_index},
      {"add_constraint", model::Intent::add_constraint},
      {"validate_constraint", model::Intent::validate_constraint},
      {"drop_constraint", model::Intent::drop_constraint},
      {"set_not_null", model::Intent::set_not_null},
      {"drop_not_null", model::Intent::drop_not_null},
      {"analyze", model::Intent::analyze},
      {"backfill", model::Intent::backfill}};
  model::StepRecord record;
  record.id = result.integer(row, 0);
  record.revision = result.text(row, 1);
  record.direction = result.text(row, 2) == "up" ? model::Direction::up : model::Direction::down;
  record.step = static_cast<int>(result.integer(row, 4));
  if (const auto intent = intents.find(result.text(row, 3)); intent != intents.end()) record.intent = intent->second;
  record.object = result.text(row, 5);
  record.hash = result.text(row, 6);
  record.prior = result.text(row, 7);
  record.outcome = result.text(row, 8);
  record.open = result.boolean(row, 9);
  return record;
}

// [["path","checksum"],…]: written by files_json below, and read without a JSON parser: neither part holds a quote.
std::vector<model::ReferredFile> parse_files(std::string_view json) {
  std::vector<std::string> texts;
  for (std::size_t at = json.find('"'); at != std::string_view::npos; at = json.find('"', at)) {
    const std::size_t end = json.find('"', at + 1);
    if (end == std::string_view::npos) break;
    texts.emplace_back(json.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  std::vector<model::ReferredFile> files;
  for (std::size_t i = 0; i + 1 < texts.size(); i += 2) files.push_back({texts[i], texts[i + 1]});
  return files;
}

std::string files_json(const std::vector<model::ReferredFile>& files) {
  std::vector<std::string> parts;
  for (const model::ReferredFile& file : files) parts.push_back("[\"" + file.path + "\", \"" + file.checksum + "\"]");
  return "[" + base::join(parts, ", ") + "]";
}

std::string text_array(const std::vector<std::string>& items) {
  std::vector<std::string> parts;
  for (const std::string& item : items) parts.push_back(quote_literal(item));
  return "ARRAY[" + base::join(parts, ", ") + "]::text[]";
}

const char* outcome_of(const model::Operation& operation) {
  if (operation.decision != model::Decision::adopt) return "done";
  return operation.preexisting ? "preexisting" : "adopted";
}

// With the pid it names one backend for good: pids are used again. Only a started step needs it; to ask costs a
// millisecond, which a transaction of hundreds of steps would pay for each.
constexpr const char* backend_start =
    "(SELECT backend_start FROM pg_catalog.pg_stat_activity WHERE pid = pg_catalog.pg_backend_pid())";

std::string step_values(const model::Plan& plan, const model::Operation& operation, const std::string& outcome) {
  return "(" + quote_literal(plan.revision) + ", " + quote_literal(model::name_of(plan.direction)) + ", " +
         std::to_string(operation.step) + ", " + quote_literal(model::name_of(operation.intent)) + ", " +
         quote_literal(operation.object.text()) + ", " + quote_literal(operation.sql) + ", " +
         quote_literal(operation.hash) + ", " + (operation.prior.empty() ? "NULL" : quote_literal(operation.prior)) +
         ", " + quote_literal(outcome) + ", " +
         (outcome == "started" ? std::string("NULL, ") + backend_start : "clock_timestamp(), NULL") + ")";
}

constexpr const char* insert_step =
    "INSERT INTO barqdb.step (revision, direction, step, intent, object, sql, hash, prior, outcome, finished_at, "
    "backend_start) VALUES ";

}  // namespace

model::Ledger read_ledger(db::Connection& connection) {
  model::Ledger ledger;
  ledger.exists = !connection.query("SELECT pg_catalog.to_regclass('barqdb.revision')").null(0, 0);
  if (!ledger.exists) return ledger;
  const db::Result result = connection.query(sql::ledger_read);
  for (std::size_t row = 0; row < result.rows(); ++row) {
    if (!result.null(row, 0)) {
      ledger.steps.push_back(step_record(result, row));
      continue;
    }
    model::AppliedRevision applied;
    applied.id = result.text(row, 1);
    applied.checksum = result.text(row, 2);
    applied.file = result.text(row, 3);
    applied.files = parse_files(result.text(row, 5));
    applied.applied_at = result.text(row, 6);
    applied.stamped = result.boolean(row, 9);
    ledger.applied.emplace(applied.id, std::move(applied));
  }
  return ledger;
}

std::vector<model::StepRecord> read_steps(db::Connection& connection, const std::string& revision) {
  const db::Result result = connection.query(sql::ledger_steps, {revision});
  std::vector<model::StepRecord> records;
  for (std::size_t row = 0; row < result.rows(); ++row) records.push_back(step_record(result, row));
  return records;
}

void create_ledger(db::Connection& connection) {
  try {
    connection.query(sql::ledger_create);
  } catch (base::Error& error) {
    if (error.sqlstate == "42501") {
      error.hint =
          "the ledger needs a schema: GRANT CREATE ON DATABASE to this role, or let the database's owner run "
          "CREATE SCHEMA barqdb AUTHORIZATION for it (docs/privileges.md)";
    }
    throw;
  }
}

std::string done_sql(const model::Plan& plan, std::size_t begin, std::size_t end) {
  std::vector<std::string> rows;
  for (std::size_t i = begin; i < end; ++i) {
    const model::Operation& operation = plan.operations[i];
    if (operation.decision != model::Decision::done)
      rows.push_back(step_values(plan, operation, outcome_of(operation)));
  }
  return rows.empty() ? "" : insert_step + base::join(rows, ",\n  ");
}

std::string intent_sql(const model::Plan& plan, const model::Operation& operation) {
  return insert_step + step_values(plan, operation, "started") + " RETURNING id";
}

std::string applied_sql(const model::Revision& revision, const model::RevisionBody& body, base::Milliseconds duration,
                        bool stamped) {
  return "INSERT INTO barqdb.revision (revision, down_revisions, description, file, checksum, files, stamped, "
         "duration_ms) VALUES (" +
         quote_literal(revision.id) + ", " + text_array(revision.down_revisions) + ", " +
         quote_literal(revision.description) + ", " + quote_literal(revision.file) + ", " +
         quote_literal(revision.checksum) + ", " + quote_literal(files_json(body.files)) + ", " +
         (stamped ? "true" : "false") + ", " + std::to_string(duration.count()) + ");\n" +
         "UPDATE barqdb.step SET open = false WHERE open AND revision = " + quote_literal(revision.id);
}

std::string rolled_back_sql(const std::string& revision) {
  return "DELETE FROM barqdb.revision WHERE revision = " + quote_literal(revision) + ";\n" +
         "UPDATE barqdb.step SET open = false WHERE open AND revision = " + quote_literal(revision);
}

std::int64_t begin_step(db::Connection& connection, const model::Plan& plan, const model::Operation& operation) {
  return connection.query(intent_sql(plan, operation)).integer(0, 0);
}

void finish_step(db::Connection& connection, std::int64_t id, const std::string& outcome, const std::string& error) {
  connection.query(sql::ledger_finish, {std::to_string(id), outcome, error.empty() ? db::Param{} : db::Param{error}});
}

}  // namespace barqdb::execute
