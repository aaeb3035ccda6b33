// Columns by their numbers, as the queries give them.
#include "catalog/plan_rows.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace barqdb::catalog {
namespace {

std::vector<std::string> listed(std::string_view joined) {
  std::vector<std::string> names;
  if (joined.empty()) return names;
  for (const std::string_view name : base::split(joined, '\x1f')) names.emplace_back(name);
  return names;
}

model::StatisticsTargets statistics_targets(std::string_view text) {
  model::StatisticsTargets targets;
  for (const std::string& pair : listed(text)) {
    const std::size_t at = pair.find('=');
    targets.emplace_back(std::stoi(pair.substr(0, at)), std::stoi(pair.substr(at + 1)));
  }
  return targets;
}

}  // namespace

model::TableFacts table_facts(const db::Result& result, std::size_t row) {
  model::TableFacts facts;
  facts.oid = result.integer(row, 1);
  facts.name = {std::string(result.text(row, 2)), std::string(result.text(row, 3))};
  facts.kind = result.text(row, 4).front();
  facts.temporary = result.boolean(row, 5);
  facts.bytes = result.integer(row, 6);
  facts.rows = result.integer(row, 7);
  for (const std::string_view column : base::split(result.text(row, 8), '\x1f')) facts.columns.emplace(column);
  for (const std::string_view column : base::split(result.text(row, 9), '\x1f')) facts.not_null.emplace(column);
  return facts;
}

model::IndexFacts index_facts(const db::Result& result, std::size_t row) {
  const auto text = [&](std::size_t column) { return std::string(result.text(row, column)); };
  model::IndexFacts facts;
  facts.oid = result.integer(row, 1);
  facts.name = {text(2), text(3)};
  facts.kind = result.text(row, 4).front();
  facts.table = {text(5), text(6)};
  facts.table_oid = result.integer(row, 7);
  facts.table_bytes = result.integer(row, 8);
  facts.valid = result.boolean(row, 9);
  facts.ready = result.boolean(row, 10);
  facts.bytes = result.integer(row, 11);
  facts.definition = text(12);
  facts.constraint = text(13);
  facts.comment = text(14);
  facts.tablespace = text(15);
  facts.clustered = result.boolean(row, 16);
  facts.replica_identity = result.boolean(row, 17);
  facts.is_partition = result.boolean(row, 18);
  if (const std::string kind = text(19); !kind.empty()) facts.constraint_kind = kind.front();
  facts.constraint_deferrable = result.boolean(row, 20);
  facts.constraint_deferred = result.boolean(row, 21);
  facts.constraint_comment = text(22);
  facts.referenced_by = text(23);
  facts.statistics = statistics_targets(result.text(row, 24));
  facts.depends_on_extensions = listed(result.text(row, 25));
  return facts;
}

model::ConstraintFacts constraint_facts(const db::Result& result, std::size_t row) {
  const auto text = [&](std::size_t column) { return std::string(result.text(row, column)); };
  const auto code = [&](std::size_t column) { return text(column).empty() ? ' ' : text(column).front(); };
  model::ConstraintFacts facts;
  facts.name = text(1);
  facts.table = {text(2), text(3)};
  facts.kind = code(4);
  facts.validated = result.boolean(row, 5);
  facts.deferrable = result.boolean(row, 6);
  facts.deferred = result.boolean(row, 7);
  facts.columns = listed(result.text(row, 8));
  facts.references = {text(9), text(10)};
  facts.referenced_columns = listed(result.text(row, 11));
  facts.on_delete = code(12);
  facts.on_update = code(13);
  facts.match = code(14);
  facts.definition = text(15);
  facts.peculiar = result.boolean(row, 16);
  return facts;
}

model::Partition partition_facts(const db::Result& result, std::size_t row) {
  model::Partition partition;
  partition.oid = result.integer(row, 1);
  partition.parent_oid = result.integer(row, 2);
  partition.kind = result.text(row, 4).front();
  partition.name = {std::string(result.text(row, 5)), std::string(result.text(row, 6))};
  partition.bytes = result.integer(row, 7);
  return partition;
}

model::AttachedIndex attached_index(const db::Result& result, std::size_t row) {
  const auto text = [&](std::size_t column) { return std::string(result.text(row, column)); };
  model::AttachedIndex attached;
  attached.name = {text(2), text(3)};
  attached.valid = result.boolean(row, 4);
  attached.level = static_cast<int>(result.integer(row, 5));
  attached.table = {text(6), text(7)};
  attached.above = {text(8), text(9)};
  attached.definition = text(10);
  attached.comment = text(11);
  attached.tablespace = text(12);
  attached.statistics = statistics_targets(result.text(row, 13));
  attached.clustered = result.boolean(row, 14);
  attached.replica_identity = result.boolean(row, 15);
  return attached;
}

}  // namespace barqdb::catalog
