// Matching by name, then by definition; then the order of the steps.
#include "plan/index_difference.hpp"

#include <algorithm>
#include <optional>

#include "base/quote.hpp"
#include "plan/ddl.hpp"

namespace barqdb::plan {
namespace {

using model::IndexDefinition;
using model::InspectedIndex;
using model::QualifiedName;

bool of_constraint(const InspectedIndex& index) { return !index.definition.constraint.empty(); }

// As the files have it: with a schema where one is needed.
QualifiedName written(const InspectedIndex& index, const std::string& name) {
  return {index.definition.table.schema, name};
}

// Cheap reasons why two definitions cannot be the same; the server says the rest.
bool may_be_same(const InspectedIndex& live, const InspectedIndex& wanted) {
  const IndexDefinition &a = live.definition, &b = wanted.definition;
  return live.table == wanted.table && a.method == b.method && a.unique == b.unique &&
         a.columns.size() == b.columns.size() && a.include.size() == b.include.size() &&
         a.where.empty() == b.where.empty() && a.only == b.only && a.part_of.name.empty() == b.part_of.name.empty();
}

using Names = std::map<QualifiedName, std::size_t>;

Names names_of(const std::vector<InspectedIndex>& indexes) {
  Names names;
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    if (!of_constraint(indexes[i])) names[indexes[i].name] = i;
  }
  return names;
}

model::SqlStep sql_step(std::string up, std::string down) {
  model::SqlStep step;
  step.up = std::move(up);
  step.down = std::move(down);
  return step;
}

// Without what belongs to the table rather than to the index: that has steps of its own, which know the way back.
IndexDefinition unmarked(IndexDefinition definition) {
  definition.cluster = definition.replica_identity = false;
  return definition;
}

std::string comment_sql(const QualifiedName& index, const std::string& comment) {
  return "COMMENT ON INDEX " + index.quoted() + " IS " + (comment.empty() ? "NULL" : base::quote_literal(comment));
}

std::string statistics_sql(const QualifiedName& index, std::size_t column, int target) {
  return "ALTER INDEX " + index.quoted() + " ALTER COLUMN " + std::to_string(column + 1) + " SET STATISTICS " +
         std::to_string(target);
}

class Differ {
 public:
  explicit Differ(const DifferenceInput& input)
      : input_(input), live_names_(names_of(input.live)), wanted_names_(names_of(input.wanted)) {}

  Difference run() {
    match_names();
    match_definitions();
    match_replacements();
    order();
    return std::move(out_);
  }

 private:
  bool same(std::size_t live, std::size_t wanted) const { return input_.same.contains({live, wanted}); }
  const InspectedIndex& live(std::size_t i) const { return input_.live[i]; }
  const InspectedIndex& wanted(std::size_t i) const { return input_.wanted[i]; }

  void match_names() {
    for (const auto& [name, w] : wanted_names_) {
      const auto found = live_names_.find(name);
      if (found == live_names_.end()) {
        creates_.push_back(w);
        continue;
      }
      const std::size_t l = found->second;
      if (same(l, w)) {
        kept_.emplace_back(l, w);
      } else {
        drops_.push_back(l);
        creates_.push_back(w);
      }
    }
    for (const auto& [name, l] : live_names_) {
      if (!wanted_names_.contains(name)) drops_.push_back(l);
    }
    renew_parts();
  }

  // The parts of a partitioned index go with it; where it is made anew, so are they.
  void renew_parts() {
    std::set<QualifiedName> gone;
    for (const std::size_t l : drops_) gone.insert(live(l).name);
    const auto goes = [&](const InspectedIndex& part) {
      return std::any_of(gone.begin(), gone.end(),
                         [&](const QualifiedName& name) { return name.name == part.definition.part_of.name; });
    };
    std::erase_if(kept_, [&](const auto& pair) {
      if (!goes(live(pair.first))) return false;
      creates_.push_back(pair.second);
      return true;
    });
    // PostgreSQL drops no part alone.
    std::erase_if(drops_, [&](std::size_t l) { return !live(l).definition.part_of.name.empty(); });
  }

  // A definition that only changes its name is renamed. Only to a name that nobody has and from one that nobody wants:
  // a plan is made before its SQL runs, and would take what has the name until then for the index that it names.
  void match_definitions() {
    std::erase_if(creates_, [&](std::size_t w) {
      if (live_names_.contains(wanted(w).name)) return false;
      const auto l = std::find_if(drops_.begin(), drops_.end(), [&](std::size_t one) { return is_renamed(one, w); });
      if (l == drops_.end()) return false;
      renames_.emplace_back(*l, w);
      drops_.erase(l);
      return true;
    });
  }

  bool is_renamed(std::size_t l, std::size_t w) const {
    return same(l, w) && !wanted_names_.contains(live(l).name) && live(l).name.schema == wanted(w).name.schema &&
           live(l).definition.part_of.name.empty() && !input_.strangers.contains(live(l).name.text());
  }

  // What is dropped and made under one name is replaced, so that there is an index of the name all the while.
  void match_replacements() {
    std::erase_if(creates_, [&](std::size_t w) {
      const auto l = std::find_if(drops_.begin(), drops_.end(),
                                  [&](std::size_t one) { return is_replaceable(live(one), wanted(w)); });
      if (l == drops_.end()) return false;
      replaces_.emplace_back(*l, w);
      drops_.erase(l);
      return true;
    });
  }

  static bool is_replaceable(const InspectedIndex& from, const InspectedIndex& to) {
    const auto alone = [](const InspectedIndex& one) {
      return !one.partitioned && one.definition.part_of.name.empty();
    };
    // A replacement stays the replica identity, which the new definition may be unfit for.
    const bool keeps_identity = !from.definition.replica_identity || to.definition.replica_identity;
    return from.name == to.name && from.table == to.table && alone(from) && alone(to) && keeps_identity;
  }

  // What has to be out of the way first: its name is to be another one's.
  bool is_in_the_way(std::size_t l) const {
    return std::any_of(creates_.begin(), creates_.end(), [&](std::size_t w) { return wanted(w).name == live(l).name; });
  }

  void order() {
    for (const std::size_t l : drops_) {
      if (is_in_the_way(l)) drop(l);
    }
    for (const auto& [l, w] : renames_) rename(live(l), wanted(w));
    std::stable_sort(creates_.begin(), creates_.end(), [&](std::size_t a, std::size_t b) {
      return wanted(a).definition.part_of.name.empty() && !wanted(b).definition.part_of.name.empty();
    });
    for (const std::size_t w : creates_) create(w);
    for (const auto& [l, w] : kept_) alter(l, w);
    for (const auto& [l, w] : renames_) alter(l, w);
    for (const auto& [l, w] : replaces_) {
      out_.steps.emplace_back(model::ReplaceIndexStep{unmarked(wanted(w).definition), {}});
      ++out_.replaced;
    }
    mark();
    for (const std::size_t l : drops_) {
      if (!is_in_the_way(l)) drop(l);
    }
    settle_chain();
  }

  void drop(std::size_t l) {
    out_.steps.emplace_back(model::DropIndexStep{written(live(l), live(l).name.name), {}});
    ++out_.dropped;
    if (is_in_the_way(l)) early_.insert(l);
  }

  void create(std::size_t w) {
    out_.steps.emplace_back(model::CreateIndexStep{{unmarked(wanted(w).definition)}, "", {}});
    ++out_.created;
  }

  void rename(const InspectedIndex& from, const InspectedIndex& to) {
    out_.steps.emplace_back(sql_step(rename_index_sql(written(from, from.name.name), to.name.name),
                                     rename_index_sql(written(from, to.name.name), from.name.name)));
    ++out_.renamed;
  }

  // Both have the name of the wanted one by now.
  void alter(std::size_t l, std::size_t w) {
    const IndexDefinition &from = live(l).definition, &to = wanted(w).definition;
    const QualifiedName name = written(live(l), wanted(w).name.name);
    const auto add = [&](std::string up, std::string down) {
      out_.steps.emplace_back(sql_step(std::move(up), std::move(down)));
      ++out_.altered;
    };
    if (from.comment != to.comment) add(comment_sql(name, to.comment), comment_sql(name, from.comment));
    for (std::size_t i = 0; i < std::min(from.columns.size(), to.columns.size()); ++i) {
      if (from.columns[i].statistics != to.columns[i].statistics)
        add(statistics_sql(name, i, to.columns[i].statistics), statistics_sql(name, i, from.columns[i].statistics));
    }
    if (from.tablespace != to.tablespace && !live(l).partitioned)
      add(tablespace_sql(name, to.tablespace), tablespace_sql(name, from.tablespace));
  }

  std::string tablespace_sql(const QualifiedName& index, const std::string& tablespace) const {
    return "ALTER INDEX " + index.quoted() + " SET TABLESPACE " +
           base::quote_identifier(tablespace.empty() ? input_.default_tablespace : tablespace);
  }

  // Which index of each table has a mark; nullptr for none.
  using Marked = std::map<QualifiedName, const InspectedIndex*>;
  static Marked marked(const std::vector<InspectedIndex>& indexes, bool IndexDefinition::*mark) {
    Marked out;
    for (const InspectedIndex& index : indexes) {
      if (index.definition.*mark) out[index.table] = &index;
    }
    return out;
  }

  // The name of the live index that has a mark when the marks' turn comes; "" when it lost it on the way.
  std::string name_now(const InspectedIndex* index, bool clusters) const {
    if (index == nullptr) return "";
    const auto position = static_cast<std::size_t>(index - input_.live.data());
    if (early_.contains(position)) return "";
    for (const auto& [l, w] : renames_) {
      if (l == position) return wanted(w).name.name;
    }
    for (const auto& [l, w] : replaces_) {
      if (l == position && clusters && !can_cluster(wanted(w).definition)) return "";
    }
    return index->name.name;
  }

  static bool can_cluster(const IndexDefinition& definition) {
    return (definition.method == "btree" || definition.method == "gist") && definition.where.empty();
  }

  void mark() {
    for (const bool clusters : {true, false}) {
      const auto member = clusters ? &IndexDefinition::cluster : &IndexDefinition::replica_identity;
      const Marked before = marked(input_.live, member), after = marked(input_.wanted, member);
      std::set<QualifiedName> tables;
      for (const auto& [table, index] : before) tables.insert(table);
      for (const auto& [table, index] : after) tables.insert(table);
      for (const QualifiedName& table : tables) mark_table(table, find(before, table), find(after, table), clusters);
    }
  }

  static const InspectedIndex* find(const Marked& marked, const QualifiedName& table) {
    const auto found = marked.find(table);
    return found == marked.end() ? nullptr : found->second;
  }

  void mark_table(const QualifiedName& table, const InspectedIndex* from, const InspectedIndex* to, bool clusters) {
    if (to != nullptr && of_constraint(*to) && !exists(*to)) to = nullptr;
    const std::string old = name_now(from, clusters), now = to == nullptr ? "" : to->name.name;
    if (old == now) return;
    const QualifiedName name = from != nullptr ? from->definition.table : to->definition.table;
    out_.steps.emplace_back(clusters ? sql_step(cluster_sql(name, now), cluster_sql(name, old))
                                     : sql_step(identity_sql(name, now, identity_of(input_.wanted, table)),
                                                identity_sql(name, old, identity_of(input_.live, table))));
    ++out_.altered;
  }

  bool exists(const InspectedIndex& wanted_one) const {
    return std::any_of(input_.live.begin(), input_.live.end(),
                       [&](const InspectedIndex& one) { return one.name == wanted_one.name; });
  }

  static char identity_of(const std::vector<InspectedIndex>& indexes, const QualifiedName& table) {
    for (const InspectedIndex& index : indexes) {
      if (index.table == table) return index.table_identity;
    }
    return 'd';
  }

  static std::string cluster_sql(const QualifiedName& table, const std::string& index) {
    return index.empty() ? "ALTER TABLE " + table.quoted() + " SET WITHOUT CLUSTER" : cluster_on_sql(table, index);
  }

  static std::string identity_sql(const QualifiedName& table, const std::string& index, char identity) {
    if (!index.empty()) return replica_identity_sql(table, index);
    std::string word = "DEFAULT";
    if (identity == 'f') word = "FULL";
    if (identity == 'n') word = "NOTHING";
    return "ALTER TABLE " + table.quoted() + " REPLICA IDENTITY " + word;
  }

  // Where the chain says otherwise than the database: afterwards it says what is wanted. These change nothing there.
  void settle_chain() {
    for (const auto& [l, w] : kept_) {
      const std::string name = live(l).name.text();
      if (input_.strangers.contains(name)) create(w);
      if (input_.changed.contains(name)) {
        out_.steps.emplace_back(model::ReplaceIndexStep{unmarked(wanted(w).definition), {}});
        ++out_.replaced;
      }
    }
    for (const QualifiedName& name : input_.missing) {
      if (wanted_names_.contains(name)) continue;
      out_.steps.emplace_back(model::DropIndexStep{name, {}});
      ++out_.dropped;
    }
  }

  const DifferenceInput& input_;
  Names live_names_;
  Names wanted_names_;
  std::vector<std::size_t> creates_;                           // of wanted
  std::vector<std::size_t> drops_;                             // of live
  std::vector<std::pair<std::size_t, std::size_t>> kept_;      // live, wanted
  std::vector<std::pair<std::size_t, std::size_t>> replaces_;  // likewise
  std::vector<std::pair<std::size_t, std::size_t>> renames_;   // likewise
  std::set<std::size_t> early_;                                // of drops, done before all else
  Difference out_;
};

}  // namespace

Pairs pairs_of_one_name(const DifferenceInput& input) {
  const Names live = names_of(input.live);
  Pairs pairs;
  for (const auto& [name, w] : names_of(input.wanted)) {
    const auto found = live.find(name);
    if (found != live.end() && may_be_same(input.live[found->second], input.wanted[w]))
      pairs.emplace_back(found->second, w);
  }
  return pairs;
}

Pairs pairs_of_one_table(const DifferenceInput& input) {
  const Names live = names_of(input.live), wanted = names_of(input.wanted);
  std::multimap<QualifiedName, std::size_t> left;
  for (const auto& [name, l] : live) {
    if (!wanted.contains(name)) left.emplace(input.live[l].table, l);
  }
  Pairs pairs;
  for (const auto& [name, w] : wanted) {
    if (live.contains(name)) continue;
    const auto [begin, end] = left.equal_range(input.wanted[w].table);
    for (auto other = begin; other != end; ++other) {
      if (may_be_same(input.live[other->second], input.wanted[w])) pairs.emplace_back(other->second, w);
    }
  }
  return pairs;
}

Difference make_difference(const DifferenceInput& input) { return Differ(input).run(); }

}  // namespace barqdb::plan
