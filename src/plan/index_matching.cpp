// Matching by name, then by definition, then what is replaced under its name.
#include "plan/index_matching.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace barqdb::plan {
namespace {

using model::IndexDefinition;
using model::InspectedIndex;
using model::QualifiedName;

// Cheap reasons why two definitions cannot be the same; the server says the rest.
bool may_be_same(const InspectedIndex& live, const InspectedIndex& wanted) {
  const IndexDefinition &a = live.definition, &b = wanted.definition;
  return live.table == wanted.table && a.method == b.method && a.unique == b.unique &&
         a.columns.size() == b.columns.size() && a.include.size() == b.include.size() &&
         a.where.empty() == b.where.empty() && a.only == b.only && a.part_of.name.empty() == b.part_of.name.empty();
}

IndexNames names_of(const std::vector<InspectedIndex>& indexes) {
  IndexNames names;
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    if (!of_constraint(indexes[i])) names[indexes[i].name] = i;
  }
  return names;
}

class Matcher {
 public:
  explicit Matcher(const DifferenceInput& input) : input_(input), live_names_(names_of(input.live)) {
    out_.wanted_names = names_of(input.wanted);
  }

  Matches run() {
    match_names();
    match_definitions();
    match_replacements();
    return std::move(out_);
  }

 private:
  bool same(std::size_t live, std::size_t wanted) const { return input_.same.contains({live, wanted}); }
  const InspectedIndex& live(std::size_t i) const { return input_.live[i]; }
  const InspectedIndex& wanted(std::size_t i) const { return input_.wanted[i]; }

  void match_names() {
    for (const auto& [name, w] : out_.wanted_names) {
      const auto found = live_names_.find(name);
      if (found == live_names_.end()) {
        out_.creates.push_back(w);
        continue;
      }
      const std::size_t l = found->second;
      if (same(l, w)) {
        out_.kept.emplace_back(l, w);
      } else {
        out_.drops.push_back(l);
        out_.creates.push_back(w);
      }
    }
    for (const auto& [name, l] : live_names_) {
      if (!out_.wanted_names.contains(name)) out_.drops.push_back(l);
    }
    renew_parts();
  }

  // PostgreSQL drops no part alone, and the parts of a partitioned index go with it: where one has to go, the whole
  // tree is made anew.
  void renew_parts() {
    rename_parts();
    std::set<std::size_t> roots;
    for (const std::size_t l : out_.drops) {
      if (is_part(live(l))) roots.insert(root_of(l));
    }
    std::erase_if(out_.kept, [&](const auto& pair) {
      if (!roots.contains(pair.first)) return false;
      out_.drops.push_back(pair.first);
      out_.creates.push_back(pair.second);
      return true;
    });
    std::set<std::string> gone;
    for (const std::size_t l : out_.drops) gone.insert(live(l).name.name);
    const auto goes = [&](const auto& pair) {
      if (!gone.contains(live(pair.first).definition.part_of.name)) return false;
      gone.insert(live(pair.first).name.name);
      out_.creates.push_back(pair.second);
      return true;
    };
    while (std::erase_if(out_.kept, goes) + std::erase_if(out_.renames, goes) > 0) {
    }
    std::erase_if(out_.drops, [&](std::size_t l) { return is_part(live(l)); });
  }

  static bool is_part(const InspectedIndex& index) { return !index.definition.part_of.name.empty(); }

  // Below the same index, another name is no other part.
  void rename_parts() {
    std::erase_if(out_.creates, [&](std::size_t w) {
      if (!is_part(wanted(w)) || live_names_.contains(wanted(w).name)) return false;
      const auto l = std::find_if(out_.drops.begin(), out_.drops.end(), [&](std::size_t one) {
        return same(one, w) && !out_.wanted_names.contains(live(one).name) &&
               live(one).name.schema == wanted(w).name.schema &&
               live(one).definition.part_of == wanted(w).definition.part_of &&
               !input_.strangers.contains(live(one).name.text());
      });
      if (l == out_.drops.end()) return false;
      out_.renames.emplace_back(*l, w);
      out_.drops.erase(l);
      return true;
    });
  }

  // The live index that stands for the tree in which a part hangs; itself where it is none.
  std::size_t root_of(std::size_t l) const {
    for (std::size_t steps = 0; is_part(live(l)) && steps < input_.live.size(); ++steps) {
      const auto above = std::find_if(input_.live.begin(), input_.live.end(), [&](const InspectedIndex& one) {
        return one.definition.only && one.name.name == live(l).definition.part_of.name;
      });
      if (above == input_.live.end()) break;
      l = static_cast<std::size_t>(above - input_.live.begin());
    }
    return l;
  }

  // A definition that only changes its name is renamed. Only to a name that nobody has and from one that nobody wants:
  // a plan is made before its SQL runs, and would take what has the name until then for the index that it names.
  void match_definitions() {
    std::erase_if(out_.creates, [&](std::size_t w) {
      if (live_names_.contains(wanted(w).name)) return false;
      const auto l =
          std::find_if(out_.drops.begin(), out_.drops.end(), [&](std::size_t one) { return is_renamed(one, w); });
      if (l == out_.drops.end()) return false;
      out_.renames.emplace_back(*l, w);
      out_.drops.erase(l);
      return true;
    });
  }

  bool is_renamed(std::size_t l, std::size_t w) const {
    return same(l, w) && !out_.wanted_names.contains(live(l).name) && live(l).name.schema == wanted(w).name.schema &&
           !is_part(live(l)) && !input_.strangers.contains(live(l).name.text());
  }

  // What is dropped and made under one name is replaced, so that there is an index of the name all the while.
  void match_replacements() {
    std::erase_if(out_.creates, [&](std::size_t w) {
      const auto l = std::find_if(out_.drops.begin(), out_.drops.end(),
                                  [&](std::size_t one) { return is_replaceable(live(one), wanted(w)); });
      if (l == out_.drops.end()) return false;
      out_.replaces.emplace_back(*l, w);
      out_.drops.erase(l);
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

  const DifferenceInput& input_;
  IndexNames live_names_;
  Matches out_;
};

}  // namespace

bool of_constraint(const InspectedIndex& index) { return !index.definition.constraint.empty(); }

Pairs pairs_of_one_name(const DifferenceInput& input) {
  const IndexNames live = names_of(input.live);
  Pairs pairs;
  for (const auto& [name, w] : names_of(input.wanted)) {
    const auto found = live.find(name);
    if (found != live.end() && may_be_same(input.live[found->second], input.wanted[w]))
      pairs.emplace_back(found->second, w);
  }
  return pairs;
}

Pairs pairs_of_one_table(const DifferenceInput& input) {
  const IndexNames live = names_of(input.live), wanted = names_of(input.wanted);
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

Matches match_indexes(const DifferenceInput& input) { return Matcher(input).run(); }

}  // namespace barqdb::plan
