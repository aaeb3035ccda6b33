// replace_index in both directions: what the catalog shows decides which operations are still to be done, so that a
// rerun goes on where a run was cut off.
#include <algorithm>
#include <utility>

#include "plan/maker.hpp"
#include "plan/replace_maker.hpp"
#include "plan/replacement.hpp"

namespace barqdb::plan {

using model::Intent;
using model::Operation;

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
  if (meets_sql(operation.object, current != nullptr, definition.place)) return;
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
  if (is_elsewhere(number, Intent::replace_index, name, definition.place)) return;
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
