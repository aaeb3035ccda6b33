// The order of the steps.
#include "plan/index_difference.hpp"

#include <algorithm>

#include "base/quote.hpp"
#include "plan/ddl.hpp"
#include "plan/index_marks.hpp"
#include "plan/index_matching.hpp"
#include "plan/index_trees.hpp"

namespace barqdb::plan {
namespace {

using model::IndexDefinition;
using model::InspectedIndex;
using model::QualifiedName;

// As the files have it: with a schema where one is needed.
QualifiedName written(const InspectedIndex& index, const std::string& name) {
  return {index.definition.table.schema, name};
}

// Without what belongs to the table rather than to the index: that has steps of its own, which know the way back.
IndexDefinition unmarked(IndexDefinition definition) {
  definition.cluster = definition.replica_identity = false;
  return definition;
}

class Differ {
 public:
  explicit Differ(const DifferenceInput& input)
      : input_(input), live_trees_(input.live), matches_(match_indexes(input)) {}

  Difference run() {
    order();
    return std::move(out_);
  }

 private:
  const InspectedIndex& live(std::size_t i) const { return input_.live[i]; }
  const InspectedIndex& wanted(std::size_t i) const { return input_.wanted[i]; }

  // What has to be out of the way first: its name, or that of a part that goes with it, is to be another one's.
  bool is_in_the_way(std::size_t l) const {
    const auto is_needed = [&](std::size_t one) {
      return std::any_of(matches_.creates.begin(), matches_.creates.end(),
                         [&](std::size_t w) { return wanted(w).name == live(one).name; });
    };
    const std::vector<std::size_t> parts = live_trees_.all_below(l);
    return is_needed(l) || std::any_of(parts.begin(), parts.end(), is_needed);
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
    for (const auto& [l, w] : constraints()) alter(l, w);
    for (const auto& [l, w] : matches_.replaces) {
      out_.steps.emplace_back(model::ReplaceIndexStep{unmarked(wanted(w).definition), {}});
      ++out_.replaced;
    }
    for (model::SqlStep& step : mark_tables(input_, matches_, early_)) {
      out_.steps.emplace_back(std::move(step));
      ++out_.altered;
    }
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
    if (!is_in_the_way(l)) return;
    early_.insert(l);
    for (const std::size_t part : live_trees_.all_below(l)) early_.insert(part);
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

  // The indexes of constraints of one name on one table: what is said of them is not the constraint's business.
  Pairs constraints() const {
    std::map<QualifiedName, std::size_t> known;
    for (std::size_t l = 0; l < input_.live.size(); ++l) {
      if (of_constraint(live(l))) known.emplace(live(l).name, l);
    }
    Pairs pairs;
    for (std::size_t w = 0; w < input_.wanted.size(); ++w) {
      const auto found = of_constraint(wanted(w)) ? known.find(wanted(w).name) : known.end();
      if (found != known.end() && live(found->second).table == wanted(w).table) pairs.emplace_back(found->second, w);
    }
    return pairs;
  }

  // Both have the name of the wanted one by now.
  void alter(std::size_t l, std::size_t w) {
    const IndexDefinition &from = live(l).definition, &to = wanted(w).definition;
    const QualifiedName name = written(live(l), wanted(w).name.name);
    const auto add = [&](std::string up, std::string down) {
      out_.steps.emplace_back(sql_step(std::move(up), std::move(down)));
      ++out_.altered;
    };
    if (from.comment != to.comment) add(comment_index_sql(name, to.comment), comment_index_sql(name, from.comment));
    for (std::size_t i = 0; i < std::min(from.columns.size(), to.columns.size()); ++i) {
      const int before = from.columns[i].statistics, after = to.columns[i].statistics, column = static_cast<int>(i) + 1;
      if (before != after) add(statistics_sql(name, column, after), statistics_sql(name, column, before));
    }
    const auto depend = [&](const IndexDefinition& of, const IndexDefinition& other, bool depends) {
      for (const std::string& extension : of.depends_on_extensions) {
        const auto& others = other.depends_on_extensions;
        if (std::find(others.begin(), others.end(), extension) == others.end())
          add(depend_on_extension_sql(name, extension, depends), depend_on_extension_sql(name, extension, !depends));
      }
    };
    depend(to, from, true);
    depend(from, to, false);
    if (from.tablespace != to.tablespace && (!live(l).partitioned || from.only) && !of_constraint(live(l)))
      add(tablespace_sql(name, to.tablespace), tablespace_sql(name, from.tablespace));
  }

  std::string tablespace_sql(const QualifiedName& index, const std::string& tablespace) const {
    return "ALTER INDEX " + index.quoted() + " SET TABLESPACE " +
           base::quote_identifier(tablespace.empty() ? input_.default_tablespace : tablespace);
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
  IndexTrees live_trees_;
  Matches matches_;
  std::set<std::size_t> early_;  // of drops, done before all else
  Difference out_;
};

}  // namespace

Difference make_difference(const DifferenceInput& input) { return Differ(input).run(); }

}  // namespace barqdb::plan
