// INSERT and CREATE TABLE.
#include "batch/job_sql.hpp"

#include "base/quote.hpp"
#include "base/text.hpp"
#include "batch/key_sql.hpp"

namespace barqdb::batch {

using base::quote_array;
using base::quote_literal;

std::string backup_table_sql(const Work& work) {
  const std::string name = work.spec.backup.quoted();
  return "CREATE TABLE " + name + " AS SELECT * FROM " + work.target.table.quoted() + " WITH NO DATA;\nALTER TABLE " +
         name + " ADD PRIMARY KEY (" + key_list(work.target, "") + ");\n";
}

std::string insert_job_sql(const Job& job, const std::string& statement) {
  return "INSERT INTO barqdb.batch (name, kind, hash, relation, statement, key_columns, arguments, estimate, backup, "
         "assigned) VALUES (" +
         quote_literal(job.name) + ", " + quote_literal(job.kind) + ", " + quote_literal(job.hash) + ", " +
         quote_literal(job.relation) + ", " + quote_literal(statement) + ", " + quote_array(job.key_columns) + ", " +
         quote_array(job.arguments) + ", " + std::to_string(job.estimate) + ", " +
         (job.backup.empty() ? "NULL" : quote_literal(job.backup)) + ", " + quote_array(job.assigned) +
         ") RETURNING id";
}

std::string insert_lanes_sql(int id, const std::vector<Lane>& lanes) {
  std::vector<std::string> rows;
  for (const Lane& lane : lanes) {
    rows.push_back("(" + std::to_string(id) + ", " + std::to_string(lane.number) + ", " + key_literal(lane.lower) +
                   ", " + key_literal(lane.upper) + ")");
  }
  return "INSERT INTO barqdb.batch_lane (batch, lane, lower_key, upper_key) VALUES " + base::join(rows, ", ");
}

}  // namespace barqdb::batch
