// replace_index in both directions: the wanted index is built beside the old one, the two swap names in one short
// transaction, the old one is dropped. What the catalog already has is left out, so that a rerun goes on where a run
// was cut off.
#include <algorithm>
#include <utility>

#include "base/hash.hpp"
#include "plan/ddl.hpp"
#include "plan/maker.hpp"
#include "plan/replacement.hpp"
#include "plan/strategy.hpp"

namespace barqdb::plan {

using model::Decision;
using model::Direction;
using model::Intent;
using model::Operation;
using model::Strategy;

class ReplaceMaker {
 public:
  ReplaceMaker(Maker& maker, int number, const base::Place& place) : maker_(maker), number_(number), place_(place) {}

  // Conflicts that no definition can get around.
  bool is_possible(const model::IndexFacts& current) {
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

  void run(const Replacement& wanted, const model::IndexFacts& current) {
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

  // An index of ours that nobody needs any more, if it is there.
  void drop_leftover(const model::QualifiedName& name) {
    const model::IndexFacts* existing = maker_.index_facts(name.text());
    if (existing == nullptr || existing->kind != 'i' || !existing->constraint.empty()) return;
    maker_.add_drop(maker_.start(number_, Intent::drop_index, place_), *existing);
    maker_.plan_.operations.back().reason = "left by an earlier attempt; " + maker_.plan_.operations.back().reason;
  }

 private:
  void build(const Replacement& wanted, const model::IndexFacts& current, const model::QualifiedName& fresh) {
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

  Choice choose(const model::IndexFacts& current) const {
    const auto& tables = maker_.input_.catalog->tables;
    const auto table = std::find_if(tables.begin(), tables.end(),
                                    [&](const auto& entry) { return entry.second.name == current.table; });
    return choose_build(table == tables.end() ? nullptr : &table->second, *maker_.input_.catalog, maker_.input_.online);
  }

  void swap(const Replacement& wanted, const model::IndexFacts& current, const model::QualifiedName& fresh,
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

  Maker& maker_;
  int number_;
  base::Place place_;
};

void Maker::up(int number, const model::ReplaceIndexStep& step) {
  const model::IndexDefinition& definition = step.definition;
  Operation operation = start(number, Intent::replace_index, definition.place);
  operation.object = full_index_name(definition);
  const model::TableFacts* table = table_facts(definition.table);
  operation.table =
      table != nullptr ? table->name : model::QualifiedName{operation.object.schema, definition.table.name};
  const std::string name = operation.object.text();
  const ReplacementNames beside = replacement_names(definition);
  const model::QualifiedName fresh{operation.object.schema, beside.replacement};
  const model::QualifiedName old{operation.object.schema, beside.replaced};
  ReplaceMaker replace(*this, number, definition.place);

  const bool met = std::any_of(plan_.operations.begin(), plan_.operations.end(),
                               [&](const Operation& one) { return one.object == operation.object; });
  if (met) {
    return conflict("index " + name + " is named by an earlier step of this revision too",
                    "put the replacement into a revision of its own", definition.place);
  }
  if (table != nullptr && table->kind == 'p') {
    return conflict("replace_index of " + name + ": " + table->name.text() + " is a partitioned table",
                    "create the new definition under another name with create_index, then drop_index the old one",
                    definition.place);
  }
  const model::IndexFacts* current = index_facts(name);
  const auto compared = [&](const std::string& key) {
    const auto found = input_.comparisons.find(key);
    return found == input_.comparisons.end() ? Comparison{} : found->second;
  };
  if (current == nullptr) {
    replace.drop_leftover(fresh);
    create(number, definition);
    Operation& created = plan_.operations.back();
    created.reason = "there is no index to replace; " + created.reason;
    return replace.drop_leftover(old);
  }
  if (!is_of_table(operation, *current, definition.place)) return;
  if (!current->valid && current->kind == 'i') return create(number, definition);
  if (compared(name).same) {
    const model::StepRecord* swapped = open_record(operation);
    if (swapped == nullptr || swapped->outcome != "done") return create(number, definition);
    mark_done(operation);
    add(std::move(operation));
    return replace.drop_leftover(old);
  }
  if (!compared(name).error.empty()) {
    return conflict("the server refuses the definition of index " + name + ": " + compared(name).error, "",
                    definition.place);
  }
  if (!replace.is_possible(*current)) return;
  if (const std::string why = table != nullptr ? why_not_instead(definition, *current, *table) : ""; !why.empty()) {
    return conflict("index " + name + " " +
                        (current->constraint.empty() ? "is the replica identity of " + current->table.text()
                                                     : "backs the constraint " + current->constraint) +
                        ", and the new index could not: " + why,
                    "create it under another name with create_index, or change the definition", definition.place);
  }
  if (const model::IndexFacts* built = index_facts(fresh.text());
      built != nullptr && built->valid && input_.comparisons.contains(fresh.text()) && !compared(fresh.text()).same) {
    return conflict("index " + fresh.text() +
                        " stands under the name that the new index is built under, with another " +
                        "definition\n  exists: " + built->definition,
                    "drop or rename it and run this again", definition.place);
  }
  replace.run(replacement_by(definition, *current), *current);
}

void Maker::down(int number, const model::ReplaceIndexStep& step) {
  const model::IndexDefinition& definition = step.definition;
  const model::QualifiedName name = full_index_name(definition);
  const ReplacementNames beside = replacement_names(definition);
  ReplaceMaker replace(*this, number, definition.place);
  const model::StepRecord* created = last_up_record(number, Intent::create_index, name.text());
  const model::StepRecord* swapped = last_up_record(number, Intent::replace_index, name.text());
  if (half_applied()) {
    if (created != nullptr && !created->open) created = nullptr;
    if (swapped != nullptr && !swapped->open) swapped = nullptr;
  }
  if (created != nullptr && (swapped == nullptr || created->id > swapped->id)) return drop_created(number, definition);
  if (swapped == nullptr || swapped->prior.empty()) {
    // Not swapped: what was built beside the old index goes.
    const model::QualifiedName fresh{name.schema, beside.replacement};
    if (last_up_record(number, Intent::create_index, fresh.text()) != nullptr) replace.drop_leftover(fresh);
    return;
  }

  const DroppedIndex prior = read_dropped(swapped->prior);
  Operation operation = start(number, Intent::replace_index, definition.place);
  operation.object = prior.name;
  operation.table = prior.table;
  const model::QualifiedName old{prior.name.schema, beside.replaced};
  const model::IndexFacts* current = index_facts(prior.name.text());
  if (current == nullptr) {
    if (prior.constraint_kind == ' ') return restore(number, prior, swapped->open, definition.place);
    return conflict("index " + prior.name.text() + " and its constraint do not exist any more",
                    "add the constraint yourself, as it is to be, and run this again", definition.place);
  }
  if (!is_of_table(operation, *current, definition.place)) return;
  const model::StepRecord* restored = open_record(operation);
  if (current->valid &&
      (current->definition == prior.definition || (restored != nullptr && restored->outcome == "done"))) {
    mark_done(operation);
    operation.reason = "already as it was";
    add(std::move(operation));
    if (restored != nullptr) replace.drop_leftover({prior.name.schema, replacement_names(prior).replaced});
    return;
  }
  const auto comparison = input_.comparisons.find(name.text());
  if (comparison == input_.comparisons.end() || !comparison->second.same ||
      current->constraint_kind != prior.constraint_kind) {
    return conflict("index " + name.text() + " is not the one that the revision made\n  exists: " + current->definition,
                    "restore the definition, or put the old one there yourself: " + prior.definition, definition.place);
  }
  if (!replace.is_possible(*current)) return;
  Replacement wanted = replacement_by(prior, *current);
  if (const model::IndexFacts* still = index_facts(old.text())) {
    // The upgrade was cut off before it dropped the old index: that one takes its name back.
    if (still->valid) {
      wanted.names.replacement = old.name;
      wanted.after_build.clear();  // it has its comment
    } else {
      replace.drop_leftover(old);
    }
  }
  replace.run(wanted, *current);
}

}  // namespace barqdb::plan
