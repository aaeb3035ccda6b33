// Which statements cannot stand in the transaction of a revision, or in a revision at all. Pure.
#pragma once

#include <string_view>

#include "plan/syntax_tree.hpp"

namespace barqdb::plan {

enum class TransactionUse { fine, ends_it, refuses_it };
// COMMIT and the like end it; VACUUM, … CONCURRENTLY and the like are refused by the server inside one. `fine` when the
// statement does not parse.
TransactionUse transaction_use(std::string_view statement);

// CREATE INDEX, DROP INDEX, REINDEX, DETACH PARTITION … CONCURRENTLY; `node` is what stands below `kind`.
bool is_concurrent(std::string_view kind, const SyntaxNode& node);
// What else the server refuses inside a transaction. Not DROP SUBSCRIPTION, which is refused only while it has a slot.
bool refuses_transaction(std::string_view kind, const SyntaxNode& node);

// COPY with the rows coming from the client or going to it: psql sends and takes them, barqdb does not.
bool copies_with_client(std::string_view statement);
// Whether a line is one of psql's own commands (\connect), at which the parser stops.
bool has_psql_command(std::string_view statement);

// Whether a list of DefElem nodes has an option switched on; `absent` when it does not name it.
bool option_on(const SyntaxNode& options, std::string_view name, bool absent = false);

}  // namespace barqdb::plan
