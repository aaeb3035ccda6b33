// How statements change the transaction and the session in which they run.
#include <algorithm>

#include "lint/effects.hpp"
#include "lint/locks.hpp"
#include "lint/read.hpp"
#include "lint/repeatable.hpp"

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
  next.said_unrepeatable = transaction.said_unrepeatable;
  next.altered_last = transaction.altered_last;
  transaction = std::move(next);
}

void transaction_statement(const SyntaxNode& statement, Transaction& transaction) {
  const std::string& kind = statement["kind"].text;
  if (kind == "TRANS_STMT_BEGIN" || kind == "TRANS_STMT_START") {
    if (!transaction.open) start(transaction, true, true);
  } else if (kind.starts_with("TRANS_STMT_COMMIT") || kind.starts_with("TRANS_STMT_PREPARE") ||
             kind == "TRANS_STMT_ROLLBACK") {
    const bool chained = statement["chain"].flag;
    start(transaction, chained, chained);
  }
}

// `limited` is false for 0, which is no limit.
void set_timeout(bool local, bool limited, Transaction& transaction) {
  (local ? transaction.lock_timeout : transaction.session_lock_timeout) = limited;
}

// 2000, '2s', '0', '0ms'
bool is_limit(const SyntaxNode& constant) {
  const std::string& text = constant["sval"]["sval"].text;
  if (text.empty()) return constant["ival"]["ival"].number > 0 || static_cast<bool>(constant["fval"]);
  return text.find_first_of("123456789") != std::string::npos;
}

void apply_setting(const Subject& subject, Transaction& transaction) {
  const SyntaxNode& node = subject.node;
  if (subject.kind == "VariableSetStmt" && node["name"].text == "lock_timeout") {
    const auto& values = node["args"].items;
    set_timeout(node["is_local"].flag, !values.empty() && is_limit(values.front()["A_Const"]), transaction);
  }
  if (subject.kind == "VariableSetStmt" && node["kind"].text == "VAR_RESET_ALL") {
    set_timeout(false, false, transaction);
  }
  if (subject.kind != "SelectStmt") return;
  plan::walk(node, [&](const std::string& name, const SyntaxNode& call) {
    if (name != "FuncCall" || name_of(call["funcname"]).name != "set_config" || call["args"].items.size() != 3) return;
    const auto& arguments = call["args"].items;
    if (arguments[0]["A_Const"]["sval"]["sval"].text != "lock_timeout") return;
    set_timeout(arguments[2]["A_Const"]["boolval"]["boolval"].flag, is_limit(arguments[1]["A_Const"]), transaction);
  });
}

}  // namespace

void apply_to_transaction(const Subject& subject, Transaction& transaction) {
  if (subject.kind == "TransactionStmt") {
    transaction_statement(subject.node, transaction);
    return;
  }
  apply_setting(subject, transaction);
  if (!transaction.open && !repeatable(subject)) transaction.said_unrepeatable = true;
  for (const model::QualifiedName& table : exclusive_locks(subject)) {
    const model::QualifiedName full = subject.schema.full(table);
    if (std::find(transaction.exclusive.begin(), transaction.exclusive.end(), full) == transaction.exclusive.end()) {
      transaction.exclusive.push_back(full);
    }
  }
  for (const model::QualifiedName& table : strong_locks(subject)) {
    transaction.said_timeout = transaction.said_timeout || !transaction.has_lock_timeout();
    transaction.strong.push_back(subject.schema.full(table));
  }
  const std::vector<AlterCommand> commands = alter_commands(subject);
  transaction.altered_last =
      changes_columns(commands) ? subject.schema.full(commands.front().table) : model::QualifiedName{};
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
