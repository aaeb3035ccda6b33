// What to write instead of a statement: SQL, or in a chain the step of barqdb that does it.
#pragma once

#include <string>

#include "lint/rule.hpp"

namespace barqdb::lint {

// "use CREATE INDEX CONCURRENTLY". In a revision, whose SQL runs in a transaction: "use the step `create_index`", or of
// what a downgrade sends, the step whose way back does it (`undone`; the SQL where there is none).
std::string instead(const Subject& subject, const std::string& sql, const std::string& step,
                    const std::string& undone = "");

// SQL that runs in no transaction, with what a revision has to say for that.
std::string outside_transaction(const Subject& subject, const std::string& sql);

}  // namespace barqdb::lint
