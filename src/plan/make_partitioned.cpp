// An index on a partitioned table without blocking its writers: the parts that hold no rows in one transaction (ON
// ONLY), the leaves concurrently, then everything attached. What the catalog already has is left out, so that a rerun
// builds only what is missing. PostgreSQL marks the index valid once every partition has its part.
#include <utility>

#include "base/hash.hpp"
#include "plan/ddl.hpp"
#include "plan/maker.hpp"
#include "plan/strategy.hpp"

namespace barqdb::plan {

using model::Decision;
using model::Intent;
using model::Operation;
using model::Strategy;

namespace {

// The three rounds of operations; each is a group of its own in the plan.
struct Rounds {
  std::vector<Operation> tops;      // ON ONLY, in a transaction
  std::vector<Operation> leaves;    // concurrently
  std::vector<Operation> attaches;  // in a transaction
};

}  // namespace

class PartitionedMaker {
 public:
  PartitionedMaker(Maker& maker, int number, const model::IndexDefinition& definition, const model::TableFacts& table,
                   const model::IndexFacts* index)
      : maker_(maker), number_(number), definition_(definition), table_(table), index_(index) {}

  // `top` is the operation of the whole index: its name, hash and place.
  void run(Operation top) {
    for (const model::Partition& partition : table_.partitions) {
      if (partition.kind != 'f') continue;
      maker_.conflict("index " + definition_.name + ": partition " + partition.name.text() +
                          " is a foreign table, which can have no index: the index on " + table_.name.text() +
                          " could never become valid",
                      "detach the partition, or define the index on each of the other partitions", definition_.place);
      return;
    }
    if (index_ == nullptr) add_only(top.object, table_.name);
    cover(table_.oid, top.object, index_);
    finish(std::move(top));
  }

 private:
  Operation part(Intent intent, const model::QualifiedName& object, const model::QualifiedName& table) const {
    Operation operation = maker_.start(number_, intent, definition_.place);
    operation.object = object;
    operation.table = table;
    operation.of_partition = true;
    return operation;
  }

  void add_only(const model::QualifiedName& name, const model::QualifiedName& table) {
    Operation operation = part(Intent::create_index, name, table);
    operation.sql =
        create_index_sql(definition_, {.concurrently = false, .only = true, .table = table, .name = name.name});
    operation.hash = base::sha256_hex(operation.sql);
    operation.lock = build_lock(Strategy::transaction, table.text()) + ", for a moment";
    operation.reason = "the partitioned table itself holds no rows";
    rounds_.tops.push_back(std::move(operation));
  }

  // `tree` is the partitioned index that the parent's belongs to, or nullptr while that one is not made: a part that is
  // not attached yet may have parts of its own, also such as PostgreSQL made when a partition was attached meanwhile.
  void cover(std::int64_t parent_oid, const model::QualifiedName& parent_index, const model::IndexFacts* tree) {
    for (const model::Partition& partition : table_.partitions) {
      if (partition.parent_oid != parent_oid) continue;
      if (tree != nullptr) {
        const auto attached = tree->attached.find(partition.oid);
        if (attached != tree->attached.end()) {
          if (partition.kind == 'p' && !attached->second.valid) cover(partition.oid, attached->second.name, tree);
          continue;
        }
      }
      const model::QualifiedName name{partition.name.schema,
                                      model::partition_index_name(definition_.name, partition.name)};
      const model::IndexFacts* existing = maker_.index_facts(name.text());
      if (partition.kind == 'p') {
        if (existing == nullptr) add_only(name, partition.name);
        cover(partition.oid, name, existing);
      } else {
        build_leaf(partition, name, existing);
      }
      attach(parent_index, name, partition);
    }
  }

  void build_leaf(const model::Partition& leaf, const model::QualifiedName& name, const model::IndexFacts* existing) {
    if (existing != nullptr && existing->valid) return;
    Operation operation = part(Intent::create_index, name, leaf.name);
    operation.table_bytes = leaf.bytes;
    operation.strategy = leaf.bytes == 0 ? Strategy::transaction : Strategy::concurrent;
    operation.reason = leaf.bytes == 0 ? "the partition is empty" : "a partition with rows";
    const bool concurrent = operation.strategy == Strategy::concurrent;
    operation.sql = create_index_sql(
        definition_, {.concurrently = concurrent, .only = false, .table = leaf.name, .name = name.name});
    operation.hash = base::sha256_hex(operation.sql);
    operation.lock = build_lock(operation.strategy, leaf.name.text());
    operation.leaves_valid_index = true;
    operation.plain_columns = has_plain_columns(definition_);
    if (definition_.unique && concurrent) operation.duplicates = duplicates_sql(definition_, leaf.name);
    if (existing != nullptr) {  // the name holds a hash of ours: nobody else's
      operation.decision = Decision::rebuild;
      operation.before = drop_index_sql(name, concurrent);
      operation.reason = "an earlier attempt left it invalid; " + operation.reason;
    }
    (concurrent ? rounds_.leaves : rounds_.tops).push_back(std::move(operation));
  }

  void attach(const model::QualifiedName& parent, const model::QualifiedName& name, const model::Partition& partition) {
    Operation operation = part(Intent::attach_index, name, partition.name);
    operation.sql = attach_index_sql(parent, name);
    operation.hash = base::sha256_hex(operation.sql);
    operation.lock = "ACCESS EXCLUSIVE on the index " + name.text() + ", for a moment";
    operation.reason = "part of " + definition_.name;
    rounds_.attaches.push_back(std::move(operation));
  }

  // The last operation carries the whole index: its postcondition, comment, and the ledger's row by its name.
  void finish(Operation top) {
    for (auto* round : {&rounds_.tops, &rounds_.leaves, &rounds_.attaches}) {
      for (Operation& operation : *round) maker_.add(std::move(operation));
    }
    top.strategy = Strategy::transaction;
    top.decision = Decision::adopt;
    const bool valid = index_ != nullptr && index_->valid;
    const model::StepRecord* record = maker_.open_record(top);  // of an attempt that ended behind this step
    top.preexisting = valid && (record == nullptr || record->outcome == "preexisting");
    top.reason = top.preexisting ? "already exists as defined"
                 : valid         ? "built by an earlier attempt"
                                 : "valid once every partition has its part";
    top.sql.clear();
    top.duplicates.clear();
    top.of_partition = true;
    maker_.add(std::move(top));
  }

  Maker& maker_;
  int number_;
  const model::IndexDefinition& definition_;
  const model::TableFacts& table_;
  const model::IndexFacts* index_;
  Rounds rounds_;
};

void Maker::create_partitioned(int number, const model::IndexDefinition& definition, const model::TableFacts& table,
                               const model::IndexFacts* index, model::Operation top) {
  PartitionedMaker(*this, number, definition, table, index).run(std::move(top));
}

// Parts that a cut-off run made and did not attach: dropping the whole index would leave them.
void Maker::drop_parts(int number, const model::IndexDefinition& definition, const model::TableFacts& table,
                       const model::IndexFacts* index) {
  for (auto partition = table.partitions.rbegin(); partition != table.partitions.rend(); ++partition) {
    const model::QualifiedName name{partition->name.schema,
                                    model::partition_index_name(definition.name, partition->name)};
    const model::IndexFacts* part = index_facts(name.text());
    if (part == nullptr || part->is_partition) continue;
    if (index != nullptr && index->attached.contains(partition->oid) && index->attached.at(partition->oid).name == name)
      continue;
    Operation operation = start(number, Intent::drop_index, definition.place);
    operation.object = name;
    add_drop(std::move(operation), *part);
  }
}

}  // namespace barqdb::plan
