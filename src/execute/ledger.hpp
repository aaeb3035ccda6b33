// The ledger in schema barqdb of the target database: what was applied, and every attempt at a step.
#pragma once

#include <string>
#include <vector>

#include "base/units.hpp"
#include "db/connection.hpp"
#include "execute/tenure.hpp"
#include "model/broken_index.hpp"
#include "model/ledger.hpp"
#include "model/plan.hpp"
#include "model/revision.hpp"

namespace barqdb::execute {

// Applied revisions and open steps; Ledger::exists is false when there is no ledger yet. Takes no lock.
model::Ledger read_ledger(db::Connection& connection);
// Every step ever recorded for a revision, oldest first.
std::vector<model::StepRecord> read_steps(db::Connection& connection, const std::string& revision);
// Open attempts of all revisions, oldest first, with what the server knows of their backends. The ledger must exist.
std::vector<model::OpenStep> read_open_steps(db::Connection& connection);
// Two that make the ledger at once take turns. `more` is SQL for the same transaction.
void create_ledger(db::Connection& connection, const std::string& more = {});
// What to grant to a role that was refused to make a table of barqdb.
std::string schema_right_hint(db::Connection& connection);
// Marks the ledger as that of `chain`, when it is not marked so already. `ledger` is what was read before; one that
// exists and may not be marked by this role stays unmarked.
void mark_chain(db::Connection& connection, const model::Ledger& ledger, const model::ChainIdentity& chain);

// The statements that keep the ledger, as SQL text, so that a run and a script (upgrade --sql) write the same.
// Rows of finished operations: after them, in their own transaction. Not `open` when that ends their revision as well.
std::string done_sql(const model::Plan& plan, std::size_t begin, std::size_t end, bool open = true);
// The row of one operation that is about to run outside a transaction; RETURNING id. Behind a pooler (`pooled`) the
// backend that runs it is not known: it is recognized by its statement then.
std::string intent_sql(const model::Plan& plan, const model::Operation& operation, bool pooled = false);
std::string applied_sql(const model::Revision& revision, const model::RevisionBody& body, base::Milliseconds duration,
                        bool stamped = false);
std::string rolled_back_sql(const std::string& revision);
std::string mark_chain_sql(const model::ChainIdentity& chain);  // the table must exist
// What makes the ledger with its mark where there is none, or sets another mark; "" when nothing is to be done.
std::string ledger_setup_sql(const model::Ledger& ledger, const model::ChainIdentity& chain);

// Before the ledger is written between the statements of a plan whose SQL may have set a role, a timeout or read-only
// transactions for the session: for that one transaction the session is ours.
std::string ledger_session(const model::Plan& plan);

// Both write behind the fence: they throw when another runner has taken over.
std::int64_t begin_step(db::Connection& connection, const model::Plan& plan, const model::Operation& operation,
                        const Tenure& tenure);
// outcome: done, failed
void finish_step(db::Connection& connection, const model::Plan& plan, const model::Operation& operation,
                 const Tenure& tenure, std::int64_t id, const std::string& outcome, const std::string& error = {});
// Nothing is left to do of what was recorded under this revision's name.
void close_steps(db::Connection& connection, const Tenure& tenure, const std::string& revision,
                 const std::string& object);

}  // namespace barqdb::execute
