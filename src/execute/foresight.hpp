// What the revisions of a preview will have made of indexes and constraints, before any of them has run.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "catalog/plan_facts.hpp"
#include "execute/pending.hpp"
#include "model/plan.hpp"
#include "plan/index_touches.hpp"
#include "plan/make.hpp"

namespace barqdb::execute {

class Foresight {
 public:
  explicit Foresight(model::Direction direction) : direction_(direction) {}

  // Changes the catalog of now to that of then. `names` are those that the plan will look for.
  void apply(model::Catalog& catalog, const catalog::PlanNames& names) const;
  // What the server cannot compare yet: an index that the preview itself made is the one wanted when a downgrade
  // rebuilt it, or when an earlier revision wrote the same definition.
  void answer(std::map<std::string, plan::Comparison>& comparisons, const Pending& one,
              const model::Catalog& catalog) const;
  // Steps on indexes that SQL of an earlier revision makes: their definitions are the server's, once that SQL has run.
  // A plan can be shown all the same, a script cannot be written.
  void name_unforeseen(const Pending& one, const model::Catalog& catalog, base::Diagnostics& diagnostics) const;
  // `catalog` is what the plan stands on.
  void follow(const Pending& one, const model::Plan& plan, const model::Catalog& catalog);

 private:
  struct Made {
    model::IndexFacts facts;
    std::string hash;  // of its definition
  };

  void follow_sql(const Pending& one, const model::Catalog& catalog);
  void create(const Pending& one, const model::Operation& operation);
  void replace(const model::Operation& operation, const model::Catalog& catalog, const std::string& fresh);
  void constrain(const Pending& one, const model::Operation& operation);
  void remove(const model::QualifiedName& index);
  // The last revision whose SQL touched the name.
  const std::pair<std::string, plan::IndexTouches>* toucher(const model::QualifiedName& name) const;
  void settle(model::Catalog& catalog, const std::string& key, const model::QualifiedName& name,
              const model::QualifiedName& table) const;

  model::Direction direction_;
  std::map<std::string, Made> made_;
  std::set<std::string> gone_;
  std::vector<std::pair<std::string, plan::IndexTouches>> by_sql_;  // revision, and what its SQL did
  std::string hidden_by_;  // the first revision with SQL that may make indexes without showing which
};

}  // namespace barqdb::execute
