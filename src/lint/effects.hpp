// What a statement does to schema, transaction and session, for the rules that look at the next ones.
#pragma once

#include "lint/rule.hpp"

namespace barqdb::lint {

void apply_statement(const Subject& subject, Schema& schema);
void apply_index(IndexFact index, int unit, Schema& schema);

// BEGIN and COMMIT, locks and settings. A COMMIT also ends a transaction that the unit's runner has opened.
void apply_to_transaction(const Subject& subject, Transaction& transaction);
// Outside a transaction the next statement is another one: call it after all effects were applied.
void end_statement(Transaction& transaction);

}  // namespace barqdb::lint
