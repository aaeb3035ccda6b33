// Kinds of statements, by the parser.
#include "plan/pooled.hpp"

#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::plan {

void check_pooled(const model::Plan& plan) {
  static const std::set<std::string> staying = {"VariableSetStmt", "PrepareStmt", "ListenStmt", "DeclareCursorStmt",
                                                "LoadStmt"};
  base::Diagnostics diagnostics;
  for (const model::Operation& operation : plan.operations) {
    if (operation.intent != model::Intent::sql || operation.strategy != model::Strategy::alone || !operation.sends())
      continue;
    for (const Statement& statement : split_statements(operation.sql)) {
      const bool temporary = base::lower(statement.text).find("create temp") != std::string::npos;
      if (!staying.contains(statement_kind(statement.text)) && !temporary) continue;
      diagnostics.add("revision " + plan.revision + ", step " + std::to_string(operation.step) +
                          ": behind a transaction pooler this would stay on a connection that others use: " +
                          base::one_line(statement.text, 60),
                      "run it inside a transaction (without transaction: false), or connect to the server itself",
                      operation.place);
    }
  }
  diagnostics.throw_if_any(base::ErrorKind::refused);
}

}  // namespace barqdb::plan
