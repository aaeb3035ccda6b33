// Walks the units in order and shows every statement, index and unit to every rule.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lint/hits.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint {

class Walker {
 public:
  Walker(const Options& options, std::vector<const Rule*> active);
  void visit(const Unit& unit);
  Hits take() { return std::move(hits_); }

 private:
  struct Statement;
  void visit_up(const Unit& unit, const Part& part, const std::vector<plan::ParsedStatement>& statements,
                bool last_part);
  void visit_down(const Unit& unit, const Part& part, const std::vector<plan::ParsedStatement>& statements);
  void visit_definitions(const Part& part);
  void enter(Grouping grouping);
  void show(const Subject& subject, const Statement& at);
  void show_index(const IndexSubject& subject, const Statement& at);
  void keep(const Rule& rule, Found& found, const Statement& at);

  const Options& options_;
  std::vector<const Rule*> active_;
  Schema schema_;
  Transaction transaction_;
  Hits hits_;
  std::string unit_name_;
  int unit_number_ = -1;
  bool reported_ = true;
};

}  // namespace barqdb::lint
