// How statements change the transaction and the session in which they run.
#include <algorithm>

#include "lint/effects.hpp"
#include "lint/read.hpp"

namespace barqdb::lint {
namespace {

using plan::SyntaxNode;

// A new transaction; what was set for the session stays.
void start(Transaction& transaction, bool open, bool by_text) {
  Transaction next;
  next.id = transaction.id + 1;
  next.open = open;
  next.by_text = by_text;
  next.session_lock_timeout = transaction.session_lock_timeout;
  next.said_timeout = transaction.said_timeout;
  transaction = std::move(next);
}

void transaction_statement(const std::string& kind, Transaction& transaction) {
  if (kind == "TRANS_STMT_BEGIN" || kind == "TRANS_STMT_START") {
    if (!transaction.open) start(transaction, true, true);
  } else if (kind.starts_with("TRANS_STMT_COMMIT") || kind.starts_with("TRANS_STMT_PREPARE") ||
             kind == "TRANS_STMT_ROLLBACK") {
    start(transaction, false, false);
  }
}

void set_timeout(bool local, Transaction& transaction) {
  (local ? transaction.lock_timeout : transaction.session_lock_timeout) = true;
}

void apply_setting(const Subject& subject, Transaction& transaction) {
  const SyntaxNode& node = subject.node;
  if (subject.kind == "VariableSetStmt" && node["name"].text == "lock_timeout" &&
      node["kind"].text == "VAR_SET_VALUE") {
    set_timeout(node["is_local"].flag, transaction);
  }
  if (subject.kind != "SelectStmt") return;
  plan::walk(node, [&](const std::string& name, const SyntaxNode& call) {
    if (name != "FuncCall" || name_of(call["funcname"]).name != "set_config" || call["args"].items.size() != 3) return;
    const auto& arguments = call["args"].items;
    if (arguments[0]["A_Const"]["sval"]["sval"].text != "lock_timeout") return;
    set_timeout(arguments[2]["A_Const"]["boolval"]["boolval"].flag, transaction);
  });
}

}  // namespace

void apply_to_transaction(const Subject& subject, Transaction& transaction) {
  if (subject.kind == "TransactionStmt") {
    transaction_statement(subject.node["kind"].text, transaction);
    return;
  }
  apply_setting(subject, transaction);
  for (const model::QualifiedName& table : exclusive_locks(subject)) {
    transaction.said_timeout = transaction.said_timeout || !transaction.has_lock_timeout();
    const model::QualifiedName full = subject.schema.full(table);
    if (std::find(transaction.exclusive.begin(), transaction.exclusive.end(), full) == transaction.exclusive.end()) {
      transaction.exclusive.push_back(full);
    }
  }
  const std::vector<AlterCommand> commands = alter_commands(subject);
  transaction.altered.push_back(commands.empty() ? model::QualifiedName{}
                                                 : subject.schema.full(commands.front().table));
  if (subject.kind == "AlterEnumStmt" && subject.node["oldVal"].text.empty()) {
    const std::string type = name_of(subject.node["typeName"]).name;
    const auto known = subject.schema.enums.find(type);
    const bool created_here = known != subject.schema.enums.end() && known->second.created_in == subject.unit_number;
    if (!created_here) transaction.enum_values.emplace(type, subject.node["newVal"].text);
  }
}

void end_statement(Transaction& transaction) {
  if (!transaction.open) start(transaction, false, false);
}

}  // namespace barqdb::lint
