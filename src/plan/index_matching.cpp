// Matching by name, then by definition, then what is replaced under its name.
#include "plan/index_matching.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "plan/index_trees.hpp"

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
  explicit Matcher(const DifferenceInput& input)
      : input_(input), live_names_(names_of(input.live)), live_trees_(input.live), wanted_trees_(input.wanted) {
    out_.wanted_names = names_of(input.wanted);
  }

  // Parts follow what they hang below.
  Matches run() {
    match_names();
    match_definitions();
    settle_trees();
    match_replacements();
    return std::move(out_);
  }

 private:
  bool same(std::size_t live, std::size_t wanted) const { return input_.same.contains({live, wanted}); }
  const InspectedIndex& live(std::size_t i) const { return input_.live[i]; }
  const InspectedIndex& wanted(std::size_t i) const { return input_.wanted[i]; }

  void match_names() {
    const auto live_head = [&](const QualifiedName& name) {
      const auto found = live_names_.find(name);
      return found != live_names_.end() && !is_part(live(found->second)) ? found : live_names_.end();
    };
    for (const auto& [name, w] : out_.wanted_names) {
      if (is_part(wanted(w))) continue;
      const auto found = live_head(name);
      if (found == live_names_.end()) {
        out_.creates.push_back(w);
      } else if (same(found->second, w)) {
        out_.kept.emplace_back(found->second, w);
      } else {
        out_.drops.push_back(found->second);
        out_.creates.push_back(w);
      }
    }
    for (const auto& [name, l] : live_names_) {
      const auto w = out_.wanted_names.find(name);
      if (!is_part(live(l)) && (w == out_.wanted_names.end() || is_part(wanted(w->second)))) out_.drops.push_back(l);
    }
  }

  // PostgreSQL drops no part alone, and the parts of a partitioned index go with it: where one cannot become what is
  // wanted, the whole tree is made anew.
  void settle_trees() {
    Pairs kept, renames;
    std::vector<std::size_t> creates;
    const auto goes = [&](const auto& pair) {
      Parts parts;
      if (match_parts(pair.first, pair.second, parts)) {
        kept.insert(kept.end(), parts.kept.begin(), parts.kept.end());
        renames.insert(renames.end(), parts.renames.begin(), parts.renames.end());
        creates.insert(creates.end(), parts.creates.begin(), parts.creates.end());
        return false;
      }
      out_.drops.push_back(pair.first);
      out_.creates.push_back(pair.second);
      return true;
    };
    std::erase_if(out_.kept, goes);
    std::erase_if(out_.renames, goes);
    const std::vector<std::size_t> tops = out_.creates;
    for (const std::size_t top : tops) add_with_parts(wanted_trees_.parts_of(top), creates);
    out_.kept.insert(out_.kept.end(), kept.begin(), kept.end());
    out_.renames.insert(out_.renames.end(), renames.begin(), renames.end());
    for (const std::size_t w : creates) {
      if (!of_constraint(wanted(w))) out_.creates.push_back(w);
    }
  }

  struct Parts {
    Pairs kept;
    Pairs renames;
    std::vector<std::size_t> creates;
  };

  // Parts of one table below the same index are the same part under any name. False when one of them cannot stay.
  bool match_parts(std::size_t l, std::size_t w, Parts& out) const {
    std::map<QualifiedName, std::size_t> by_table;
    for (const std::size_t part : wanted_trees_.parts_of(w)) by_table.emplace(wanted(part).table, part);
    for (const std::size_t part : live_trees_.parts_of(l)) {
      const auto mate = by_table.find(live(part).table);
      if (mate == by_table.end() || !match_part(part, mate->second, out)) return false;
      by_table.erase(mate);
    }
    for (const auto& [table, part] : by_table) add_with_parts({part}, out.creates);
    return true;
  }

  bool match_part(std::size_t l, std::size_t w, Parts& out) const {
    if (of_constraint(live(l)) || of_constraint(wanted(w))) return of_constraint(live(l)) && of_constraint(wanted(w));
    if (!same(l, w)) return false;
    if (live(l).name == wanted(w).name) {
      out.kept.emplace_back(l, w);
    } else if (can_be_renamed(l, w)) {
      out.renames.emplace_back(l, w);
    } else {
      return false;
    }
    return match_parts(l, w, out);
  }

  void add_with_parts(const std::vector<std::size_t>& parts, std::vector<std::size_t>& creates) const {
    for (const std::size_t part : parts) {
      creates.push_back(part);
      const std::vector<std::size_t> below = wanted_trees_.all_below(part);
      creates.insert(creates.end(), below.begin(), below.end());
    }
  }

  // A definition that only changes its name is renamed. Only to a name that nobody has and from one that nobody wants:
  // a plan is made before its SQL runs, and would take what has the name until then for the index that it names.
  void match_definitions() {
    std::erase_if(out_.creates, [&](std::size_t w) {
      const auto l = std::find_if(out_.drops.begin(), out_.drops.end(),
                                  [&](std::size_t one) { return same(one, w) && can_be_renamed(one, w); });
      if (l == out_.drops.end()) return false;
      out_.renames.emplace_back(*l, w);
      out_.drops.erase(l);
      return true;
    });
  }

  bool can_be_renamed(std::size_t l, std::size_t w) const {
    return !live_names_.contains(wanted(w).name) && !out_.wanted_names.contains(live(l).name) &&
           live(l).name.schema == wanted(w).name.schema && !input_.strangers.contains(live(l).name.text());
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
    const auto alone = [](const InspectedIndex& one) { return !one.partitioned && !is_part(one); };
    // A replacement stays the replica identity, which the new definition may be unfit for.
    const bool keeps_identity = !from.definition.replica_identity || to.definition.replica_identity;
    return from.name == to.name && from.table == to.table && alone(from) && alone(to) && keeps_identity;
  }

  const DifferenceInput& input_;
  IndexNames live_names_;
  IndexTrees live_trees_, wanted_trees_;
  Matches out_;
};

}  // namespace

bool of_constraint(const InspectedIndex& index) { return !index.definition.constraint.empty(); }

Pairs pairs_of_one_name(const DifferenceInput& input) {
  const IndexNames live = names_of(input.live);
  Pairs pairs;
  for (const auto& [name, w] : names_of(input.wanted)) {
    const auto found = live.find(name);
    if (is_part(input.wanted[w])) continue;
    if (found != live.end() && may_be_same(input.live[found->second], input.wanted[w]))
      pairs.emplace_back(found->second, w);
  }
  return pairs;
}

Pairs pairs_of_one_table(const DifferenceInput& input) {
  const IndexNames live = names_of(input.live), wanted = names_of(input.wanted);
  std::multimap<QualifiedName, std::size_t> left;
  for (const auto& [name, l] : live) {
    if (!wanted.contains(name) && !is_part(input.live[l])) left.emplace(input.live[l].table, l);
  }
  Pairs pairs;
  for (const auto& [name, w] : wanted) {
    if (live.contains(name) || is_part(input.wanted[w])) continue;
    const auto [begin, end] = left.equal_range(input.wanted[w].table);
    for (auto other = begin; other != end; ++other) {
      if (may_be_same(input.live[other->second], input.wanted[w])) pairs.emplace_back(other->second, w);
    }
  }
  return pairs;
}

Pairs pairs_of_parts(const DifferenceInput& input) {
  std::multimap<QualifiedName, std::size_t> parts;
  for (std::size_t l = 0; l < input.live.size(); ++l) {
    if (is_part(input.live[l]) && !of_constraint(input.live[l])) parts.emplace(input.live[l].table, l);
  }
  Pairs pairs;
  for (std::size_t w = 0; w < input.wanted.size(); ++w) {
    if (!is_part(input.wanted[w]) || of_constraint(input.wanted[w])) continue;
    const auto [begin, end] = parts.equal_range(input.wanted[w].table);
    for (auto part = begin; part != end; ++part) {
      if (may_be_same(input.live[part->second], input.wanted[w])) pairs.emplace_back(part->second, w);
    }
  }
  return pairs;
}

Matches match_indexes(const DifferenceInput& input) { return Matcher(input).run(); }

}  // namespace barqdb::plan
