// Which indexes and constraints SQL makes and removes, as far as its text shows it. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/name.hpp"

namespace barqdb::plan {

// What SQL did last to a name. A constraint stands for its index, too: they share the name.
struct IndexTouch {
  model::QualifiedName name;     // without a schema as the SQL has it
  model::QualifiedName table;    // of one that is made; empty where the text does not tell
  bool made = false;             // else it is gone: dropped, or renamed to something else
  bool only_if_missing = false;  // made by IF NOT EXISTS: nothing happens where it stands there already
};

class IndexTouches {
 public:
  // A name without a schema stands for that name in every schema of `search_path`, and in every schema at all when that
  // is empty or the SQL changes it.
  explicit IndexTouches(std::vector<std::string> search_path = {}) : search_path_(std::move(search_path)) {}

  // Goes on behind what was followed before. What does not parse touches nothing.
  void follow(std::string_view sql);

  // nullptr when the SQL leaves the name alone.
  const IndexTouch* find(const model::QualifiedName& name) const;
  // Whether the SQL dropped the table.
  bool drops(const model::QualifiedName& table) const;
  // Something else has the name from now on.
  void forget(const model::QualifiedName& name);

  void make(model::QualifiedName name, model::QualifiedName table, bool only_if_missing = false);
  void remove(model::QualifiedName name);
  void drop_table(const model::QualifiedName& table);

  // Of the SQL that follows.
  const std::vector<std::string>& search_path() const { return search_path_; }

 private:
  bool same(const model::QualifiedName& a, const model::QualifiedName& b) const;

  std::vector<std::string> search_path_;
  std::vector<IndexTouch> touches_;
  std::vector<model::QualifiedName> dropped_tables_;
};

}  // namespace barqdb::plan
