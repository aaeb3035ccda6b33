// PREPARE and EXECUTE as SQL: the driver's own way differs between its versions.
#include "db/question.hpp"

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace barqdb::db {
namespace {

bool stands(Connection& connection, const std::string& name) {
  return connection.query("SELECT 1 FROM pg_catalog.pg_prepared_statements WHERE name = $1", {name}).rows() > 0;
}

}  // namespace

Result Question::ask(Connection& connection, const std::vector<Param>& params) {
  if (lost_) return connection.query(sql_, params);
  std::vector<std::string> values;
  for (const Param& param : params) values.push_back(param ? base::quote_literal(*param) : "NULL");
  const std::string name = base::quote_identifier(name_);
  try {
    if (!prepared_ && !stands(connection, name_)) connection.query("PREPARE " + name + " AS " + sql_);
    prepared_ = true;
    return connection.query("EXECUTE " + name + (values.empty() ? "" : "(" + base::join(values, ", ") + ")"));
  } catch (const base::Error& error) {
    if (error.sqlstate != "26000" || connection.in_transaction()) throw;  // invalid_sql_statement_name
    lost_ = true;
    return connection.query(sql_, params);
  }
}

}  // namespace barqdb::db
