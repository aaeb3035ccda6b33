// Rollbacks of what a text has done to the schema.
#include "lint/savepoints.hpp"

#include <algorithm>

namespace barqdb::lint {

Savepoints::Savepoints(const std::vector<plan::ParsedStatement>& statements, bool inside, const Schema& schema)
    : used_(std::any_of(statements.begin(), statements.end(), [](const plan::ParsedStatement& statement) {
        return statement.tree["TransactionStmt"]["kind"].text.starts_with("TRANS_STMT_ROLLBACK");
      })) {
  if (used_ && inside) saved_.emplace_back("", schema);
}

void Savepoints::follow(const plan::SyntaxNode& statement, Schema& schema) {
  if (!used_) return;
  const std::string& kind = statement["kind"].text;
  const std::string& name = statement["savepoint_name"].text;
  if (kind == "TRANS_STMT_BEGIN" || kind == "TRANS_STMT_START") {
    if (saved_.empty()) saved_.emplace_back("", schema);
  } else if (kind == "TRANS_STMT_SAVEPOINT") {
    saved_.emplace_back(name, schema);
  } else if (kind == "TRANS_STMT_ROLLBACK_TO") {
    const auto found =
        std::find_if(saved_.rbegin(), saved_.rend(), [&](const auto& entry) { return entry.first == name; });
    if (found != saved_.rend()) schema = found->second;
  } else if (kind == "TRANS_STMT_ROLLBACK") {
    if (!saved_.empty()) schema = std::move(saved_.front().second);
    saved_.clear();
  } else if (kind.starts_with("TRANS_STMT_COMMIT")) {
    saved_.clear();
  }
}

}  // namespace barqdb::lint
