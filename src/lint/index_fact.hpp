// An index as the linter sees it, from SQL or from a definition in YAML.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/index_definition.hpp"
#include "model/name.hpp"
#include "plan/syntax_tree.hpp"

namespace barqdb::lint {

struct IndexKey {
  std::string column;      // "" for an expression
  std::string expression;  // its shape
  std::string opclass;
  std::string collation;
  bool descending = false;
  bool nulls_first = false;

  friend bool operator==(const IndexKey&, const IndexKey&) = default;
};

struct IndexFact {
  model::QualifiedName name;
  model::QualifiedName table;
  std::string method = "btree";
  std::vector<IndexKey> keys;
  std::vector<std::string> include;
  bool unique = false;
  bool constraint = false;              // stands behind a primary key or a unique constraint
  std::string where;                    // its shape; "" for all rows
  std::set<std::string> computed_from;  // columns of its expressions and its condition
  std::string why;
  int unit = -1;  // in which it was made
};

IndexFact index_of(const model::IndexDefinition& definition);
IndexFact index_of(const plan::SyntaxNode& statement);  // of an IndexStmt
std::string text_of(const IndexFact& index);            // "(a, b DESC)"
// The tree of an expression in one line: equal for expressions that differ in white space only.
std::string shape_of_expression(std::string_view expression);

}  // namespace barqdb::lint
