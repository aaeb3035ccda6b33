// The order of the steps.
#include "plan/index_difference.hpp"

#include <algorithm>

#include "base/quote.hpp"
#include "plan/ddl.hpp"
#include "plan/index_matching.hpp"

namespace barqdb::plan {
namespace {

using model::IndexDefinition;
using model::InspectedIndex;
using model::QualifiedName;

// As the files have it: with a schema where one is needed.
QualifiedName written(const InspectedIndex& index, const std::string& name) {
  return {index.definition.table.schema, name};
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
  explicit Differ(const DifferenceInput& input) : input_(input), matches_(match_indexes(input)) {}

  Difference run() {
    order();
    return std::move(out_);
  }

 private:
  const InspectedIndex& live(std::size_t i) const { return input_.live[i]; }
  const InspectedIndex& wanted(std::size_t i) const { return input_.wanted[i]; }

  // What has to be out of the way first: its name is to be another one's.
  bool is_in_the_way(std::size_t l) const {
    return std::any_of(matches_.creates.begin(), matches_.creates.end(),
                       [&](std::size_t w) { return wanted(w).name == live(l).name; });
  }

  void order() {
    for (const std::size_t l : matches_.drops) {
      if (is_in_the_way(l)) drop(l);
    }
    for (const auto& [l, w] : matches_.renames) rename(live(l), wanted(w));
    // Parts behind what they hang below. Last the trees whose parts are not told: PostgreSQL calls those by what name
    // is still free, and must not take one that a definition asks for.
    std::map<std::size_t, std::pair<bool, int>> ranks;
    for (const std::size_t w : matches_.creates)
      ranks[w] = {wanted(w).partitioned && !wanted(w).definition.only, depth_of(w)};
    std::stable_sort(matches_.creates.begin(), matches_.creates.end(),
                     [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
    for (const std::size_t w : matches_.creates) create(w);
    for (const auto& [l, w] : matches_.kept) alter(l, w);
    for (const auto& [l, w] : matches_.renames) alter(l, w);
    for (const auto& [l, w] : matches_.replaces) {
      out_.steps.emplace_back(model::ReplaceIndexStep{unmarked(wanted(w).definition), {}});
      ++out_.replaced;
    }
    mark();
    for (const std::size_t l : matches_.drops) {
      if (!is_in_the_way(l)) drop(l);
    }
    settle_chain();
  }

  // How many indexes a part hangs below, one of which hangs below the other: those have to stand first.
  int depth_of(std::size_t w) const {
    int depth = 0;
    for (const IndexDefinition* part = &wanted(w).definition; !part->part_of.name.empty(); ++depth) {
      const auto above = std::find_if(input_.wanted.begin(), input_.wanted.end(), [&](const InspectedIndex& one) {
        return one.name.name == part->part_of.name && one.definition.only &&
               (part->part_of.schema.empty() || part->part_of.schema == one.name.schema);
      });
      const bool circular = depth > static_cast<int>(input_.wanted.size());
      if (above == input_.wanted.end() || circular) return depth + 1;
      part = &above->definition;
    }
    return depth;
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
    for (const auto& [l, w] : matches_.kept) {
      const std::string name = live(l).name.text();
      if (input_.strangers.contains(name)) create(w);
      if (input_.changed.contains(name)) {
        out_.steps.emplace_back(model::ReplaceIndexStep{unmarked(wanted(w).definition), {}});
        ++out_.replaced;
      }
    }
    for (const QualifiedName& name : input_.missing) {
      if (matches_.wanted_names.contains(name)) continue;
      out_.steps.emplace_back(model::DropIndexStep{name, {}});
      ++out_.dropped;
    }
  }

  const DifferenceInput& input_;
  Matches matches_;
  std::set<std::size_t> early_;  // of drops, done before all else
  Difference out_;
};

}  // namespace

Difference make_difference(const DifferenceInput& input) { return Differ(input).run(); }

}  // namespace barqdb::plan
