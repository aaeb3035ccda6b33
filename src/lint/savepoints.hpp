// What is known of the schema at the points that a text may roll back to.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/schema.hpp"
#include "plan/syntax_tree.hpp"

namespace barqdb::lint {

class Savepoints {
 public:
  // Nothing is kept for a text that never rolls back.
  Savepoints(const std::vector<plan::ParsedStatement>& statements, bool inside, const Schema& schema);

  // Follows BEGIN, SAVEPOINT, ROLLBACK and COMMIT; `schema` is what it was again after a rollback.
  void follow(const plan::SyntaxNode& transaction_statement, Schema& schema);

 private:
  bool used_ = false;
  std::vector<std::pair<std::string, Schema>> saved_;  // by name; "" for the beginning of the transaction
};

}  // namespace barqdb::lint
