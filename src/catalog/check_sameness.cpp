// One clone, one constraint, one text.
#include "catalog/check_sameness.hpp"

#include "base/error.hpp"
#include "base/quote.hpp"
#include "catalog/sameness.hpp"

namespace barqdb::catalog {

std::string read_printed_check(db::Connection& connection, const model::QualifiedName& table, const std::string& add,
                               const std::string& constraint, base::Milliseconds lock_timeout) {
  connection.query("BEGIN; SET LOCAL lock_timeout = " + std::to_string(lock_timeout.count()));
  try {
    connection.query("CREATE TEMPORARY TABLE " + base::quote_identifier(table.name) + " (LIKE " + table.quoted() +
                     ") ON COMMIT DROP");
    connection.query(add);
    const db::Result printed = connection.query(
        "SELECT pg_catalog.pg_get_constraintdef(oid) FROM pg_catalog.pg_constraint "
        "WHERE conrelid = pg_catalog.to_regclass($1) AND conname = $2",
        {clone_name(table).quoted(), constraint});
    std::string text(printed.text(0, 0));
    connection.query("ROLLBACK");
    return text;
  } catch (const base::Error&) {
    if (connection.alive() && connection.in_transaction()) connection.query("ROLLBACK");
    throw;
  }
}

}  // namespace barqdb::catalog
