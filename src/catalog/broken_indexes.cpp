// One query.
#include "catalog/broken_indexes.hpp"

#include "base/text.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

std::vector<model::QualifiedName> names_of(std::string_view joined) {
  std::vector<model::QualifiedName> names;
  if (joined.empty()) return names;
  for (const std::string_view name : base::split(joined, '\x1f')) {
    const std::size_t at = name.find('\x1e');
    names.push_back({std::string(name.substr(0, at)), std::string(name.substr(at + 1))});
  }
  return names;
}

}  // namespace

std::vector<model::BrokenIndex> read_broken_indexes(db::Connection& connection) {
  const db::Result result = connection.query(sql::broken_indexes);
  std::vector<model::BrokenIndex> indexes;
  for (std::size_t row = 0; row < result.rows(); ++row) {
    const auto text = [&](std::size_t column) { return std::string(result.text(row, column)); };
    model::BrokenIndex index;
    index.oid = result.integer(row, 0);
    index.name = {text(1), text(2)};
    index.table = {text(3), text(4)};
    index.partitioned = result.boolean(row, 5);
    index.valid = result.boolean(row, 6);
    index.ready = result.boolean(row, 7);
    index.live = result.boolean(row, 8);
    index.definition = text(9);
    index.worker_pid = result.integer(row, 10);
    index.worker_query = text(11);
    index.reindexed = text(12);
    index.reindexed_valid = result.boolean(row, 13);
    index.unattached = names_of(result.text(row, 14));
    indexes.push_back(std::move(index));
  }
  return indexes;
}

}  // namespace barqdb::catalog
