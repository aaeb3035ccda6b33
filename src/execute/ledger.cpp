// Reading and writing schema barqdb.
#include "execute/ledger.hpp"

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "execute/runner_lock.hpp"
#include "execute/sql.hpp"
#include "plan/referred_files.hpp"

namespace barqdb::execute {
namespace {

using base::quote_array;
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

const char* outcome_of(const model::Operation& operation) {
  if (operation.decision != model::Decision::adopt) return "done";
  return operation.preexisting ? "preexisting" : "adopted";
}

// With the pid it names one backend for good: pids are used again. Only a started step needs it; to ask costs a
// millisecond, which a transaction of hundreds of steps would pay for each.
constexpr const char* backend_start =
    "(SELECT backend_start FROM pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid()))";

std::string step_values(const model::Plan& plan, const model::Operation& operation, const std::string& outcome,
                        bool open, const char* backend = backend_start) {
  return "(" + quote_literal(plan.revision) + ", " + quote_literal(model::name_of(plan.direction)) + ", " +
         std::to_string(operation.step) + ", " + quote_literal(model::name_of(operation.intent)) + ", " +
         quote_literal(operation.object.text()) + ", " + quote_literal(operation.sql) + ", " +
         quote_literal(operation.hash) + ", " + (operation.prior.empty() ? "NULL" : quote_literal(operation.prior)) +
         ", " + quote_literal(outcome) + (open ? ", true, " : ", false, ") +
         (outcome == "started" ? std::string("NULL, ") + backend : "clock_timestamp(), NULL") + ")";
}

constexpr const char* insert_step =
    "INSERT INTO barqdb.step (revision, direction, step, intent, object, sql, hash, prior, outcome, open, "
    "finished_at, backend_start) VALUES ";

std::optional<model::ChainIdentity> read_identity(db::Connection& connection) {
  const db::Result rows = connection.query(sql::ledger_identity);
  if (rows.rows() == 0) return std::nullopt;
  model::ChainIdentity identity{std::string(rows.text(0, 0)), {}};
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    if (!rows.null(row, 1)) identity.bases.emplace_back(rows.text(row, 1));
  }
  return identity;
}

}  // namespace

model::Ledger read_ledger(db::Connection& connection) {
  model::Ledger ledger;
  const db::Result there = connection.query(sql::ledger_exists);
  ledger.exists = there.boolean(0, 0);
  if (!ledger.exists) return ledger;
  if (there.boolean(0, 1)) ledger.chain = read_identity(connection);
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
    applied.files = plan::read_referred_files(result.text(row, 5));
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

std::vector<model::OpenStep> read_open_steps(db::Connection& connection) {
  const db::Result result = connection.query(sql::open_steps);
  std::vector<model::OpenStep> steps;
  for (std::size_t row = 0; row < result.rows(); ++row)
    steps.push_back({step_record(result, row), std::string(result.text(row, 10)), result.boolean(row, 11)});
  return steps;
}

void create_ledger(db::Connection& connection, const std::string& more) {
  // Of the transaction: a runner by lease makes the ledger before it has the lease.
  const std::string turn = std::string("SELECT pg_catalog.pg_advisory_xact_lock(") + runner_lock_key_high + ", 2);\n";
  try {
    connection.query(turn + std::string(sql::ledger_create) + more);
  } catch (base::Error& error) {
    if (error.sqlstate == "42501") error.hint = schema_right_hint(connection);
    throw;
  }
}

std::string schema_right_hint(db::Connection& connection) {
  const bool askable = connection.alive() && !connection.in_transaction();
  if (askable && connection.query("SELECT pg_catalog.to_regnamespace('barqdb') IS NOT NULL").boolean(0, 0)) {
    return "schema barqdb is there, a table in it is not: GRANT USAGE, CREATE ON SCHEMA barqdb to this role "
           "(docs/privileges.md)";
  }
  return "barqdb keeps its tables in a schema: GRANT CREATE ON DATABASE to this role, or let the database's owner run "
         "CREATE SCHEMA barqdb AUTHORIZATION for it (docs/privileges.md)";
}

std::string mark_chain_sql(const model::ChainIdentity& chain) {
  return "INSERT INTO barqdb.chain (project, bases) VALUES (" + quote_literal(chain.project) + ", " +
         quote_array(chain.bases) +
         ")\n  ON CONFLICT (only_row) DO UPDATE SET project = excluded.project, bases = excluded.bases, marked_at = "
         "now()";
}

std::string ledger_setup_sql(const model::Ledger& ledger, const model::ChainIdentity& chain) {
  if (!ledger.exists)
    return std::string(sql::ledger_create) + std::string(sql::ledger_chain) + mark_chain_sql(chain) + ";\n";
  // One without a mark is left to a run, which knows what to do when this role may not add to the schema.
  return !ledger.chain || ledger.chain == chain ? "" : mark_chain_sql(chain) + ";\n";
}

void mark_chain(db::Connection& connection, const model::Ledger& ledger, const model::ChainIdentity& chain) {
  if (ledger.chain == chain) return;
  try {
    connection.query((ledger.chain ? "" : std::string(sql::ledger_chain)) + mark_chain_sql(chain));
  } catch (const base::Error& error) {
    // A role that may write the ledger but not add to its schema: the ledger stays as older versions left it.
    if (error.sqlstate != "42501" || !ledger.exists) throw;
  }
}

std::string done_sql(const model::Plan& plan, std::size_t begin, std::size_t end, bool open) {
  std::vector<std::string> rows;
  for (std::size_t i = begin; i < end; ++i) {
    const model::Operation& operation = plan.operations[i];
    if (operation.decision != model::Decision::done)
      rows.push_back(step_values(plan, operation, outcome_of(operation), open));
  }
  return rows.empty() ? "" : insert_step + base::join(rows, ",\n  ");
}

std::string intent_sql(const model::Plan& plan, const model::Operation& operation, bool pooled) {
  return insert_step + step_values(plan, operation, "started", /*open=*/true, pooled ? "NULL" : backend_start) +
         " RETURNING id";
}

std::string applied_sql(const model::Revision& revision, const model::RevisionBody& body, base::Milliseconds duration,
                        bool stamped) {
  return "INSERT INTO barqdb.revision (revision, down_revisions, description, file, checksum, files, stamped, "
         "duration_ms) VALUES (" +
         quote_literal(revision.id) + ", " + quote_array(revision.down_revisions) + ", " +
         quote_literal(revision.description) + ", " + quote_literal(revision.file) + ", " +
         quote_literal(revision.checksum) + ", " + quote_literal(plan::write_referred_files(body.files)) + ", " +
         (stamped ? "true" : "false") + ", " + std::to_string(duration.count()) + ");\n" +
         "UPDATE barqdb.step SET open = false WHERE open AND revision = " + quote_literal(revision.id);
}

std::string rolled_back_sql(const std::string& revision) {
  return "DELETE FROM barqdb.revision WHERE revision = " + quote_literal(revision) + ";\n" +
         "UPDATE barqdb.step SET open = false WHERE open AND revision = " + quote_literal(revision);
}

namespace {

// A row whose loss in a crash of the server does no harm need not wait for the disk: the statement of a concurrent
// build or drop writes behind the row in the same log, so that what it did never survives without the row; and where
// only the outcome is lost, the index itself tells.
std::string unhurried(const model::Operation& operation) {
  const bool index = operation.intent == model::Intent::create_index || operation.intent == model::Intent::drop_index;
  return index && operation.strategy == model::Strategy::concurrent ? "SET LOCAL synchronous_commit = off;\n" : "";
}

}  // namespace

std::string ledger_session(const model::Plan& plan) {
  if (!model::runs_sql(plan, 0, plan.operations.size())) return "";
  return "SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL transaction_read_only = off; "
         "SET LOCAL statement_timeout = 0;\n";
}

std::int64_t begin_step(db::Connection& connection, const model::Plan& plan, const model::Operation& operation,
                        const Tenure& tenure) {
  return connection
      .query(ledger_session(plan) + unhurried(operation) + tenure.fence().sql() +
             intent_sql(plan, operation, tenure.pooled()))
      .integer(0, 0);
}

void finish_step(db::Connection& connection, const model::Plan& plan, const model::Operation& operation,
                 const Tenure& tenure, std::int64_t id, const std::string& outcome, const std::string& error) {
  connection.query(ledger_session(plan) + unhurried(operation) + tenure.fence().sql() +
                   "UPDATE barqdb.step SET outcome = " + quote_literal(outcome) +
                   ", error = " + (error.empty() ? "NULL" : quote_literal(error)) +
                   ", finished_at = clock_timestamp() WHERE id = " + std::to_string(id));
}

void close_steps(db::Connection& connection, const Tenure& tenure, const std::string& revision,
                 const std::string& object) {
  connection.query(tenure.fence().sql() + "UPDATE barqdb.step SET open = false WHERE open AND revision = " +
                   quote_literal(revision) + " AND object = " + quote_literal(object));
}

}  // namespace barqdb::execute
