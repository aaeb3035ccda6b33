// One plan in the making: operations are added step by step, conflicts are collected and thrown together. Private to
// make*.cpp.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plan/dropped_index.hpp"
#include "plan/index_touches.hpp"
#include "plan/make.hpp"

namespace barqdb::plan {

class Maker {
 public:
  Maker(const PlanInput& input, model::Direction direction);

  // make_up.cpp
  void up(int number, const model::SqlStep& step);
  void up(int number, const model::CreateIndexStep& step);
  void up(int number, const model::DropIndexStep& step);
  void up(int number, const model::AnalyzeStep& step);
  void up(int number, const model::ReplaceIndexStep& step);  // make_replace.cpp
  // make_constraints.cpp
  void up(int number, const model::AddConstraintStep& step);
  void up(int number, const model::AddUniqueStep& step);
  void up(int number, const model::SetNotNullStep& step);
  void down(int number, const model::AddConstraintStep& step);
  void down(int number, const model::AddUniqueStep& step);
  void down(int number, const model::SetNotNullStep& step);
  void up(int number, const model::BackfillStep& step);    // make_backfill.cpp
  void down(int number, const model::BackfillStep& step);  // make_backfill.cpp
  // make_down.cpp
  void down(int number, const model::SqlStep& step);
  void down(int number, const model::CreateIndexStep& step);
  void down(int number, const model::DropIndexStep& step);
  void down(int number, const model::AnalyzeStep& step);
  void down(int number, const model::ReplaceIndexStep& step);  // make_replace.cpp

  // Throws Error{refused} with every conflict.
  model::Plan finish();

 private:
  model::Operation start(int number, model::Intent intent, const base::Place& place) const;
  void add(model::Operation operation);
  void name_abandoned();
  void give_back_identity(int number, const model::IndexFacts& index, const base::Place& place);
  void conflict(std::string message, std::string hint, const base::Place& place);

  // The last record of an unfinished attempt at this operation in the plan's direction.
  const model::StepRecord* open_record(const model::Operation& operation, bool any_object = false) const;
  // Of the revision's last application. "" for the object matches any.
  const model::StepRecord* last_up_record(int number, model::Intent intent, const std::string& object) const;
  // Whether an unfinished attempt did it; of statements with the same text, as many as it did.
  bool finished(const model::Operation& operation) const;
  static void mark_done(model::Operation& operation);
  // An upgrade was begun and not finished: only what it did is undone.
  bool half_applied() const;
  bool reached(int number, model::Intent intent) const;

  const model::TableFacts* table_facts(const model::QualifiedName& table) const;
  // Nothing for an index that an operation of this plan drops.
  const model::IndexFacts* index_facts(const std::string& key) const;
  model::QualifiedName full_index_name(const model::IndexDefinition& definition) const;

  // meet_sql.cpp. What an earlier SQL step of this plan, which has not run yet, does to the name; nullptr when none.
  const IndexTouch* touched_by_sql(const model::QualifiedName& name, int* step = nullptr) const;
  // Whether a step stands on what such SQL makes or removes: then a conflict. `live`: it stands there now.
  bool meets_sql(const model::QualifiedName& name, bool live, const base::Place& place);
  // Whether the revision did it under another schema's name, and that still stands: then a conflict.
  bool is_elsewhere(int number, model::Intent intent, const model::QualifiedName& index, const base::Place& place);

  void add_sql(int number, const std::string& text, bool transaction, const base::Place& place);
  void remember_sql(int number, std::size_t first);
  void add_sql_operation(int number, std::string_view sql, const base::Place& place, bool transaction);
  void create(int number, const model::IndexDefinition& definition);
  // Whether `existing` is an index of the operation's table at all; else a conflict.
  bool is_of_table(const model::Operation& operation, const model::IndexFacts& existing, const base::Place& place);
  bool belongs(const model::Operation& operation, const model::IndexFacts& existing,
               const model::IndexDefinition& definition);
  void decide_existing(model::Operation& operation, const model::IndexFacts& existing,
                       const model::IndexDefinition& definition);
  // make_partitioned.cpp. `index` is what stands under the name, or nullptr; `top` the operation of the whole index.
  friend class PartitionedMaker;
  void create_partitioned(int number, const model::IndexDefinition& definition, const model::TableFacts& table,
                          const model::IndexFacts* index, model::Operation top);
  void drop_parts(int number, const model::IndexDefinition& definition, const model::TableFacts& table,
                  const model::IndexFacts* index);
  // make_constraints.cpp
  model::QualifiedName full_table_name(const model::QualifiedName& table) const;
  const model::ConstraintFacts* constraint_facts(const model::QualifiedName& table, const std::string& name) const;
  model::Operation start_on(int number, model::Intent intent, const model::QualifiedName& table,
                            const std::string& part, const base::Place& place) const;
  void adopt_existing(model::Operation& operation) const;
  void add_validation(int number, const model::QualifiedName& table, const std::string& name, const base::Place& place);
  void add_constraint(int number, const model::ConstraintDefinition& definition, bool staged,
                      const std::string& reason);
  bool drop_constraint(int number, const model::QualifiedName& table, const std::string& name,
                       const std::string& different, const base::Place& place);
  // make_replace.cpp
  friend class ReplaceMaker;
  void restore(int number, const DroppedIndex& index, bool open, const base::Place& place);
  void add_drop(model::Operation operation, const model::IndexFacts& existing);
  void drop_created(int number, const model::IndexDefinition& definition);

  const PlanInput& input_;
  model::Plan plan_;
  std::set<model::QualifiedName> dropped_;         // by operations of this plan
  std::vector<std::pair<int, IndexTouches>> sql_;  // by steps of this plan before the present one
  base::Diagnostics conflicts_;
};

}  // namespace barqdb::plan
