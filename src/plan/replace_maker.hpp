// The operations that put one index in the place of another: build beside it, swap, drop. Private to make_replace.cpp.
#pragma once

#include "plan/maker.hpp"
#include "plan/replacement.hpp"
#include "plan/strategy.hpp"

namespace barqdb::plan {

class ReplaceMaker {
 public:
  ReplaceMaker(Maker& maker, int number, const base::Place& place) : maker_(maker), number_(number), place_(place) {}

  // False, with a conflict, where no definition could help.
  bool is_possible(const model::IndexFacts& current);
  // What the catalog already has is left out.
  void run(const Replacement& wanted, const model::IndexFacts& current);
  // An index of ours that nobody needs any more, if it is there.
  void drop_leftover(const model::QualifiedName& name);

 private:
  void build(const Replacement& wanted, const model::IndexFacts& current, const model::QualifiedName& fresh);
  Choice choose(const model::IndexFacts& current) const;
  void swap(const Replacement& wanted, const model::IndexFacts& current, const model::QualifiedName& fresh,
            const model::QualifiedName& old);

  Maker& maker_;
  int number_;
  base::Place place_;
};

}  // namespace barqdb::plan
