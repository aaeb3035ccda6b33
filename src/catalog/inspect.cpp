// The queries of an inspection, in one snapshot.
#include "catalog/inspect.hpp"

#include <unordered_map>

#include "base/error.hpp"
#include "catalog/inspect_rows.hpp"
#include "catalog/inspected_tree.hpp"
#include "catalog/one_spelling.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

using model::InspectedIndex;

// A snapshot for all queries, and names as they are to be written; ends with the object.
class Snapshot {
 public:
  Snapshot(db::Connection& connection, bool full_names) : connection_(connection) {
    const bool plain = connection.query(sql::inspect_path).boolean(0, 0) && !full_names;
    connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    connection.query("SET LOCAL jit = off");  // it costs more than the longest of these queries
    connection.query(one_spelling_sql("LOCAL"));
    connection.query(plain ? "SET LOCAL search_path = public" : "SET LOCAL search_path = ''");
  }
  ~Snapshot() {
    try {
      connection_.query("ROLLBACK");
    } catch (const base::Error&) {  // the connection is gone, and the transaction with it
    }
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  db::Connection& connection_;
};

db::Param filter(const std::string& text) { return text.empty() ? db::Param{} : db::Param{text}; }

void read_printed(db::Connection& connection, std::vector<InspectedIndex>& indexes) {
  std::vector<std::string> oids;
  std::unordered_map<std::int64_t, std::size_t> position;
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    oids.push_back(std::to_string(indexes[i].oid));
    position[indexes[i].oid] = i;
  }
  const db::Result result = connection.query(sql::inspect_printed, {db::array_literal(oids)});
  for (std::size_t row = 0; row < result.rows(); ++row)
    indexes[position.at(result.integer(row, 0))].printed = result.text(row, 1);
}

}  // namespace

std::vector<InspectedIndex> read_indexes(db::Connection& connection, const InspectOptions& options) {
  const Snapshot snapshot(connection, options.full_names);
  const db::Result rows = connection.query(
      sql::inspect_indexes, {filter(options.schema), filter(options.table.schema), filter(options.table.name)});
  const Surroundings around(connection, rows);
  std::vector<InspectedIndex> indexes;
  indexes.reserve(rows.rows());
  for (std::size_t row = 0; row < rows.rows(); ++row) indexes.push_back(inspected_index(rows, row, around));
  fold_trees(indexes, options.parts, options.part_names);
  if (options.printed) read_printed(connection, indexes);
  return indexes;
}

bool has_plain_path(db::Connection& connection) { return connection.query(sql::inspect_path).boolean(0, 0); }

}  // namespace barqdb::catalog
