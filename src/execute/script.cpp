// Writing the script.
#include "execute/script.hpp"

#include "base/quote.hpp"
#include "base/text.hpp"
#include "execute/ledger.hpp"
#include "execute/runner_lock.hpp"
#include "execute/session.hpp"
#include "plan/make.hpp"

namespace barqdb::execute {
namespace {

// Not every major knows them all.
std::string timeouts_sql(const char* value) {
  return std::string("DO $barqdb$ BEGIN\n  PERFORM pg_catalog.set_config(name, ") + value +
         ", false) FROM pg_catalog.pg_settings\n  WHERE name IN ('" + base::join(timeout_names(), "', '") +
         "');\nEND $barqdb$;\n";
}

const std::string set_timeouts_sql = timeouts_sql("'0'");

void write_operation(std::string& out, const model::Operation& operation) {
  out += "-- " + std::string(model::name_of(operation.intent)) +
         (operation.object.name.empty() ? "" : " " + operation.object.text()) + ": " +
         base::one_line(operation.reason, 160) + "\n";
  if (operation.decision == model::Decision::rebuild) out += operation.before + ";\n";
  if (operation.sends()) out += operation.sql + "\n;\n";  // on a line of its own: the text may end in a comment
  for (const std::string& statement : operation.after) out += statement + ";\n";
}

void write_transaction(std::string& out, const model::Plan& plan, const plan::Group& group, const std::string& record,
                       const config::OnlineSettings& online) {
  out += "BEGIN;\nSET LOCAL lock_timeout = " + std::to_string(online.lock_timeout.count()) + ";\n";
  for (std::size_t i = group.begin; i < group.end; ++i) write_operation(out, plan.operations[i]);
  const std::string done = done_sql(plan, group.begin, group.end, /*open=*/record.empty());
  if (!(done.empty() && record.empty()) && model::runs_sql(plan, group.begin, group.end))
    out += std::string(own_session_sql) + ";\n";
  if (!done.empty()) out += done + ";\n";
  if (!record.empty()) out += record + ";\n";
  out += "COMMIT;\n";
}

// Between statements that commit by themselves, and that may have set things for the session.
std::string of_ledger(const model::Plan& plan, const std::string& statement) {
  const std::string session = ledger_session(plan);
  return session.empty() ? statement + ";\n" : "BEGIN;\n" + session + statement + ";\nCOMMIT;\n";
}

void write_alone(std::string& out, const model::Plan& plan, const model::Operation& operation) {
  if (operation.decision == model::Decision::done && operation.after.empty()) return;
  if (!operation.sends()) {
    write_operation(out, operation);
    if (operation.decision == model::Decision::done) return;
    const auto at = static_cast<std::size_t>(operation.position);
    out += of_ledger(plan, done_sql(plan, at - 1, at));
    return;
  }
  out += of_ledger(plan, intent_sql(plan, operation));
  write_operation(out, operation);
  out += of_ledger(
      plan,
      "UPDATE barqdb.step SET outcome = 'done', finished_at = clock_timestamp()\n  WHERE open AND outcome = 'started' "
      "AND revision = " +
          base::quote_literal(plan.revision) + " AND hash = " + base::quote_literal(operation.hash) +
          " AND object = " + base::quote_literal(operation.object.text()));
}

void write_plan(std::string& out, const model::Plan& plan, const std::string& record,
                const config::OnlineSettings& online) {
  out += "-- " + std::string(model::name_of(plan.direction)) + " " + plan.revision + ": " +
         base::one_line(plan.description, 160) + "\n";
  const std::vector<plan::Group> groups = plan::groups_of(plan);
  bool recorded = false;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const plan::Group& group = groups[g];
    // As in a run: SQL of the revision may have set timeouts that would end a build.
    if (group.strategy == model::Strategy::concurrent && model::runs_sql(plan, 0, group.begin)) out += set_timeouts_sql;
    if (group.strategy == model::Strategy::plain) {
      for (std::size_t i = group.begin; i < group.end; ++i)
        write_transaction(out, plan, {group.strategy, i, i + 1}, "", online);
    } else if (group.strategy == model::Strategy::transaction) {
      recorded = g + 1 == groups.size();
      write_transaction(out, plan, group, recorded ? record : "", online);
    } else {
      for (std::size_t i = group.begin; i < group.end; ++i) write_alone(out, plan, plan.operations[i]);
    }
  }
  if (!recorded) out += "BEGIN;\n" + ledger_session(plan) + record + ";\nCOMMIT;\n";
  if (model::runs_sql(plan, 0, plan.operations.size()))
    out += std::string(reset_session_sql) + ";\n" + set_timeouts_sql;
  out += "\n";
}

}  // namespace

std::string script_of(const Preview& preview, const config::OnlineSettings& online) {
  preview.unforeseen.throw_if_any(base::ErrorKind::usage);
  const std::string lock_key = std::string(runner_lock_key_high) + ", " + runner_lock_key_low;
  std::string out =
      "-- Made by barqdb. Run it with: psql -f FILE. It stops at the first error; statements that run\n"
      "-- concurrently commit by themselves, so do not wrap it in a transaction (no psql -1).\n"
      "\\set ON_ERROR_STOP on\n" +
      set_timeouts_sql +
      "\nDO $barqdb$ BEGIN\n"
      "  IF NOT pg_catalog.pg_try_advisory_lock(" +
      lock_key +
      ") THEN\n"
      "    RAISE EXCEPTION 'another barqdb is at work on this database';\n"
      "  END IF;\n"
      "  IF pg_catalog.to_regclass('barqdb.lease') IS NOT NULL THEN\n"
      "    IF EXISTS (SELECT FROM barqdb.lease WHERE expires_at > clock_timestamp()) THEN\n"
      "      RAISE EXCEPTION 'another barqdb is at work on this database';\n"
      "    END IF;\n"
      "  END IF;\nEND $barqdb$;\n\n" +
      preview.setup + "\n";
  for (std::size_t p = 0; p < preview.plans.size(); ++p) write_plan(out, preview.plans[p], preview.ledger[p], online);
  out += timeouts_sql("reset_val");
  out += "SELECT pg_catalog.pg_advisory_unlock(" + lock_key + ");\n";
  return out;
}

}  // namespace barqdb::execute
