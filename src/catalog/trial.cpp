// Savepoints, and what was made under our names.
#include "catalog/trial.hpp"

#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

// Rolls back to the savepoint, or throws what is no refusal of the SQL.
void take_back(db::Connection& connection, const base::Error& error) {
  if (!connection.alive() || error.sqlstate == "55P03") throw base::Error(error);
  connection.query("ROLLBACK TO SAVEPOINT barqdb_trial");
}

}  // namespace

std::map<std::size_t, base::Error> run_trials(db::Connection& connection, const std::vector<Trial>& trials) {
  std::map<std::size_t, base::Error> errors;
  if (trials.empty()) return errors;
  std::string all;
  for (const auto& [question, sql] : trials) all += sql + ";\n";
  connection.query("SAVEPOINT barqdb_trial");
  try {
    connection.query(all);
    return errors;
  } catch (const base::Error& error) {
    take_back(connection, error);
  }
  for (const auto& [question, sql] : trials) {  // find the culprits one by one
    connection.query("SAVEPOINT barqdb_trial");
    try {
      connection.query(sql);
    } catch (const base::Error& error) {
      take_back(connection, error);
      errors.emplace(question, error);
    }
  }
  return errors;
}

std::map<std::string, PrintedIndex> read_signatures(db::Connection& connection, const std::vector<std::string>& oids,
                                                    const db::Param& key_prefix) {
  const db::Result result = connection.query(sql::index_signature, {db::array_literal(oids), key_prefix});
  std::map<std::string, PrintedIndex> printed;
  for (std::size_t row = 0; row < result.rows(); ++row) {
    printed[std::string(result.text(row, 0))] = {std::string(result.text(row, 1)), std::string(result.text(row, 2))};
  }
  return printed;
}

namespace {

// An expression over c, the pg_class row, of our temporary relations of this kind; by name.
std::map<std::string, std::string> read_trials(db::Connection& connection, const std::string& expression,
                                               char relkind) {
  const db::Result result = connection.query("SELECT c.relname, " + expression +
                                             " FROM pg_catalog.pg_class AS c "
                                             "WHERE c.relnamespace = pg_catalog.pg_my_temp_schema() AND c.relkind = '" +
                                             relkind +
                                             "' AND c.relname LIKE "
                                             "'barqdb\\_clone\\_%'");
  std::map<std::string, std::string> texts;
  for (std::size_t row = 0; row < result.rows(); ++row) texts[std::string(result.text(row, 0))] = result.text(row, 1);
  return texts;
}

}  // namespace

std::map<std::string, std::string> read_trial_oids(db::Connection& connection) {
  return read_trials(connection, "c.oid", 'i');
}

std::map<std::string, std::string> read_trial_views(db::Connection& connection) {
  return read_trials(connection, "pg_catalog.pg_get_viewdef(c.oid)", 'v');
}

}  // namespace barqdb::catalog
