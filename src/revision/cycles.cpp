// Finds the knots of a broken chain (Tarjan's strongly connected components, iterative) and one cycle in each.
#include <algorithm>
#include <deque>
#include <limits>

#include "revision/edges.hpp"

namespace barqdb::revision {
namespace {

constexpr Index unseen = std::numeric_limits<Index>::max();

Indexes below(const Edges& edges, Index index) {
  Indexes out = edges.parents[index];
  out.insert(out.end(), edges.dependencies[index].begin(), edges.dependencies[index].end());
  return out;
}

// The component number of every revision; numbers are dense.
struct Components {
  Indexes of;
  std::vector<Indexes> members;
};

class Tarjan {
 public:
  explicit Tarjan(const Edges& edges) : edges_(edges), number_(edges.size(), unseen), low_(edges.size(), 0) {
    found_.of.assign(edges.size(), unseen);
  }

  Components run() {
    for (Index index = 0; index < edges_.size(); ++index) {
      if (number_[index] == unseen) walk(index);
    }
    return found_;
  }

 private:
  struct Frame {
    Index index;
    Indexes below;
    std::size_t next = 0;
  };

  void enter(Index index) {
    number_[index] = low_[index] = counter_++;
    stack_.push_back(index);
    frames_.push_back({index, below(edges_, index)});
  }

  void walk(Index start) {
    enter(start);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const Index index = frame.index;
      if (frame.next < frame.below.size()) {
        const Index next = frame.below[frame.next++];
        if (number_[next] == unseen) {
          enter(next);
        } else if (found_.of[next] == unseen) {
          low_[index] = std::min(low_[index], number_[next]);
        }
        continue;
      }
      frames_.pop_back();
      if (!frames_.empty()) low_[frames_.back().index] = std::min(low_[frames_.back().index], low_[index]);
      if (low_[index] == number_[index]) close(index);
    }
  }

  void close(Index root) {
    const auto component = static_cast<Index>(found_.members.size());
    found_.members.emplace_back();
    Index member = unseen;
    while (member != root) {
      member = stack_.back();
      stack_.pop_back();
      found_.of[member] = component;
      found_.members.back().push_back(member);
    }
  }

  const Edges& edges_;
  Indexes number_;
  Indexes low_;
  Indexes stack_;
  std::vector<Frame> frames_;
  Index counter_ = 0;
  Components found_;
};

// The shortest way from `start` back to itself inside its component.
Indexes shortest_cycle(const Edges& edges, const Components& components, Index start, Indexes& came_from) {
  std::deque<Index> todo{start};
  Indexes touched;
  Index last = unseen;
  while (last == unseen && !todo.empty()) {
    const Index index = todo.front();
    todo.pop_front();
    for (const Index next : below(edges, index)) {
      if (next == start) {
        last = index;
        break;
      }
      if (components.of[next] != components.of[start] || came_from[next] != unseen) continue;
      came_from[next] = index;
      touched.push_back(next);
      todo.push_back(next);
    }
  }
  Indexes cycle;
  for (Index index = last; index != start; index = came_from[index]) cycle.push_back(index);
  cycle.push_back(start);
  std::reverse(cycle.begin(), cycle.end());
  for (const Index index : touched) came_from[index] = unseen;
  return cycle;
}

}  // namespace

std::vector<Knot> find_knots(const Edges& edges) {
  const Components components = Tarjan(edges).run();
  std::vector<Knot> knots;
  Indexes came_from(edges.size(), unseen);
  for (const Indexes& members : components.members) {
    if (members.size() < 2) continue;
    const Index start = *std::min_element(members.begin(), members.end());
    knots.push_back({members, shortest_cycle(edges, components, start, came_from)});
  }
  std::sort(knots.begin(), knots.end(), [](const Knot& a, const Knot& b) { return a.cycle.front() < b.cycle.front(); });
  return knots;
}

}  // namespace barqdb::revision
