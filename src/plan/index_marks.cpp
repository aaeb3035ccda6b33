// Table by table: CLUSTER first, then the replica identity.
#include "plan/index_marks.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "plan/ddl.hpp"

namespace barqdb::plan {
namespace {

using model::IndexDefinition;
using model::InspectedIndex;
using model::QualifiedName;

class Marker {
 public:
  Marker(const DifferenceInput& input, const Matches& matches, const std::set<std::size_t>& early)
      : input_(input), matches_(matches), early_(early) {}

  std::vector<model::SqlStep> run() {
    for (const bool clusters : {true, false}) {
      const auto member = clusters ? &IndexDefinition::cluster : &IndexDefinition::replica_identity;
      const Marked before = marked(input_.live, member), after = marked(input_.wanted, member);
      std::set<QualifiedName> tables;
      for (const auto& [table, index] : before) tables.insert(table);
      for (const auto& [table, index] : after) tables.insert(table);
      for (const QualifiedName& table : tables) mark_table(table, find(before, table), find(after, table), clusters);
    }
    return std::move(out_);
  }

 private:
  const InspectedIndex& wanted(std::size_t i) const { return input_.wanted[i]; }

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
    for (const auto& [l, w] : matches_.renames) {
      if (l == position) return wanted(w).name.name;
    }
    for (const auto& [l, w] : matches_.replaces) {
      if (l == position && clusters && !can_cluster(wanted(w).definition)) return "";
    }
    return index->name.name;
  }

  static bool can_cluster(const IndexDefinition& definition) {
    return (definition.method == "btree" || definition.method == "gist") && definition.where.empty();
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
    out_.push_back(clusters ? sql_step(cluster_sql(name, now), cluster_sql(name, old))
                            : sql_step(identity_sql(name, now, identity_of(input_.wanted, table)),
                                       identity_sql(name, old, identity_of(input_.live, table))));
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

  const DifferenceInput& input_;
  const Matches& matches_;
  const std::set<std::size_t>& early_;
  std::vector<model::SqlStep> out_;
};

}  // namespace

model::SqlStep sql_step(std::string up, std::string down) {
  model::SqlStep step;
  step.up = std::move(up);
  step.down = std::move(down);
  return step;
}

std::vector<model::SqlStep> mark_tables(const DifferenceInput& input, const Matches& matches,
                                        const std::set<std::size_t>& early) {
  return Marker(input, matches, early).run();
}

}  // namespace barqdb::plan
