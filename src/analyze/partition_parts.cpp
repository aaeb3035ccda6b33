// Partitions against the parts of an index.
#include "analyze/partition_parts.hpp"

#include "base/quote.hpp"
#include "model/name.hpp"

namespace barqdb::analyze {
namespace {

// Of a partition, in the words of its own columns' names: numbers differ between partitions.
std::string keys_in_words(const CheckInput& input, const IndexTotals& index) {
  const model::IndexShape& shape = input.shape(index);
  std::string words = index.usage->method + (index.usage->unique ? " unique" : "");
  for (std::size_t i = 0; i < shape.keys.size(); ++i) {
    words += "|" + input.key_text(index, i) + " " + std::to_string(shape.keys[i].opclass) + " " +
             std::to_string(shape.keys[i].collation) + " " + std::to_string(shape.keys[i].options);
  }
  for (const int column : shape.include) {
    const model::ColumnFacts* facts = input.column(index.usage->table_oid, column);
    words += "+" + (facts == nullptr ? std::to_string(column) : facts->name);
  }
  return words + " " + shape.predicate;
}

const IndexTotals* attachable_on(const CheckInput& input, std::int64_t table, const std::string& words) {
  for (const std::size_t place : input.indexes_of(table)) {
    const IndexTotals& one = input.indexes[place];
    const bool whole = one.usage->partitioned || one.usage->valid;
    if (!one.usage->parent && whole && keys_in_words(input, one) == words) return &one;
  }
  return nullptr;
}

const IndexTotals* part_on(const CheckInput& input, const IndexTotals& index, std::int64_t table) {
  for (const std::size_t place : input.indexes_of(table)) {
    if (input.indexes[place].usage->parent == index.usage->oid) return &input.indexes[place];
  }
  return nullptr;
}

void add_statement(const std::string& statement, PartitionParts& parts) {
  if (!parts.sql.empty()) parts.sql += ";\n";
  parts.sql += statement;
}

std::string attach(const IndexTotals& index, const IndexTotals& part) {
  return "ALTER INDEX " + index.usage->index.quoted() + " ATTACH PARTITION " + part.usage->index.quoted();
}

// A part that is partitioned itself becomes valid with the last of its own, and the whole with it.
void add_broken(const IndexTotals& index, const IndexTotals& part, PartitionParts& parts) {
  parts.broken.push_back(part.usage->index.text());
  if (part.usage->partitioned) return;
  add_statement("REINDEX INDEX CONCURRENTLY " + part.usage->index.quoted(), parts);
  add_statement(attach(index, part), parts);
}

}  // namespace

PartitionParts make_partition_parts(const CheckInput& input, const IndexTotals& index) {
  PartitionParts parts;
  const std::string words = keys_in_words(input, index);
  for (const std::int64_t table : input.parts_of(index.usage->table_oid)) {
    const model::TableHealth* facts = input.table(table);
    if (facts == nullptr || facts->kind == 'f') continue;
    if (const IndexTotals* part = part_on(input, index, table)) {
      if (!part->usage->valid) add_broken(index, *part, parts);
      continue;
    }
    const IndexTotals* there = attachable_on(input, table, words);
    if (there == nullptr) {
      parts.missing.push_back(facts->name.text());
      continue;
    }
    parts.attachable.push_back(there->usage->index.text());
    add_statement(attach(index, *there), parts);
  }
  return parts;
}

}  // namespace barqdb::analyze
