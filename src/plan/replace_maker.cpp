// The wanted index is built beside the old one, the two swap names in one short transaction, the old one is dropped.
#include "plan/replace_maker.hpp"

#include <algorithm>
#include <utility>

#include "plan/ddl.hpp"

namespace barqdb::plan {

using model::Decision;
using model::Intent;
using model::Operation;
using model::Strategy;

bool ReplaceMaker::is_possible(const model::IndexFacts& current) {
  const std::string name = current.name.text();
  if (current.kind == 'I' || current.is_partition) {
    maker_.conflict("index " + name + " belongs to a partitioned table; replace_index cannot swap its parts",
                    "create the new definition under another name with create_index, then drop_index the old one",
                    place_);
  } else if (current.constraint_kind == 'x') {
    maker_.conflict("index " + name + " backs the exclusion constraint " + current.constraint,
                    "drop and add the constraint with an sql step", place_);
  } else if (!current.referenced_by.empty()) {
    maker_.conflict("index " + name + " backs the constraint " + current.constraint +
                        ", which foreign keys need: " + current.referenced_by,
                    "drop the foreign keys before and add them again after, NOT VALID first, in sql steps", place_);
  } else {
    return true;
  }
  return false;
}

void ReplaceMaker::run(const Replacement& wanted, const model::IndexFacts& current) {
  const model::QualifiedName fresh{current.name.schema, wanted.names.replacement};
  const model::QualifiedName old{current.name.schema, wanted.names.replaced};
  if (maker_.index_facts(old.text()) != nullptr) {
    maker_.conflict("index " + old.text() + " stands under the name that the old index is to get",
                    "if nobody needs it, drop it and run this again", place_);
    return;
  }
  build(wanted, current, fresh);
  swap(wanted, current, fresh, old);
  if (!current.constraint.empty()) return;  // the swap drops the old index with its constraint
  model::IndexFacts replaced = current;
  replaced.name = old;
  maker_.add_drop(maker_.start(number_, Intent::drop_index, place_), replaced);
}

void ReplaceMaker::drop_leftover(const model::QualifiedName& name) {
  const model::IndexFacts* existing = maker_.index_facts(name.text());
  if (existing == nullptr || existing->kind != 'i' || !existing->constraint.empty()) return;
  maker_.add_drop(maker_.start(number_, Intent::drop_index, place_), *existing);
  maker_.plan_.operations.back().reason = "left by an earlier attempt; " + maker_.plan_.operations.back().reason;
}

void ReplaceMaker::build(const Replacement& wanted, const model::IndexFacts& current,
                         const model::QualifiedName& fresh) {
  Operation operation = maker_.start(number_, Intent::create_index, place_);
  operation.object = fresh;
  operation.table = current.table;
  operation.table_bytes = current.table_bytes;
  const Choice choice = choose(current);
  const bool concurrent = choice.strategy == Strategy::concurrent;
  operation.strategy = choice.strategy;
  operation.reason = choice.reason;
  operation.sql = concurrent ? wanted.build_concurrently : wanted.build;
  operation.after = wanted.after_build;
  operation.hash = wanted.hash;
  operation.lock = build_lock(choice.strategy, current.table.text());
  operation.leaves_valid_index = true;
  operation.renamed_later = true;
  operation.plain_columns = wanted.plain_columns;
  if (concurrent) operation.duplicates = wanted.duplicates;
  if (const model::IndexFacts* existing = maker_.index_facts(fresh.text())) {
    if (existing->valid) {
      operation.decision = Decision::adopt;
      operation.reason = "built by an earlier attempt";
      operation.sql.clear();
    } else {  // the name holds a hash of ours: nobody else's
      operation.decision = Decision::rebuild;
      operation.before = drop_index_sql(fresh, concurrent);
      operation.reason = "an earlier attempt left it invalid; " + operation.reason;
    }
  }
  maker_.add(std::move(operation));
}

Choice ReplaceMaker::choose(const model::IndexFacts& current) const {
  const auto& tables = maker_.input_.catalog->tables;
  const auto table =
      std::find_if(tables.begin(), tables.end(), [&](const auto& entry) { return entry.second.name == current.table; });
  return choose_build(table == tables.end() ? nullptr : &table->second, *maker_.input_.catalog, maker_.input_.online);
}

void ReplaceMaker::swap(const Replacement& wanted, const model::IndexFacts& current, const model::QualifiedName& fresh,
                        const model::QualifiedName& old) {
  Operation operation = maker_.start(number_, Intent::replace_index, place_);
  operation.object = current.name;
  operation.table = current.table;
  operation.strategy = Strategy::transaction;
  operation.hash = wanted.hash;
  operation.prior = record_dropped(current);
  operation.after = wanted.after_swap;
  operation.leaves_valid_index = true;
  if (current.constraint.empty()) {
    operation.sql = rename_index_sql(current.name, old.name) + ";\n" + rename_index_sql(fresh, current.name.name);
    operation.lock = "SHARE UPDATE EXCLUSIVE on both indexes: blocks no reads and no writes";
    operation.reason = "the new index takes the name of the old one";
  } else {
    operation.sql = swap_constraint_sql(current.table,
                                        {current.constraint, current.constraint_kind == 'p',
                                         current.constraint_deferrable, current.constraint_deferred},
                                        fresh.name);
    operation.lock = drop_lock(Strategy::transaction, current.table.text());
    operation.reason = "the new index takes the place of the old one under the constraint " + current.constraint;
  }
  maker_.add(std::move(operation));
}

}  // namespace barqdb::plan
