// How statements change the transaction and the session in which they run.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "lint/effects.hpp"
#include "lint/locks.hpp"
#include "lint/read.hpp"
#include "lint/repeatable.hpp"

namespace barqdb::lint {
namespace {

using plan::SyntaxNode;

// A new transaction; what was set for the session stays.
void start(Transaction& transaction, bool open, bool by_text) {
  Transaction next = transaction.next();
  next.open = open;
  next.by_text = by_text;
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

// 2000, '2s', '0', '0ms'
bool is_limit(const SyntaxNode& constant) {
  const std::string& text = constant["sval"]["sval"].text;
  if (text.empty()) return constant["ival"]["ival"].number > 0 || static_cast<bool>(constant["fval"]);
  return text.find_first_of("123456789") != std::string::npos;
}

bool is_utc(const SyntaxNode& constant) {
  static const std::set<std::string> names = {"utc", "gmt", "zulu", "etc/utc", "etc/gmt", "etc/zulu"};
  return names.contains(base::lower(constant["sval"]["sval"].text));
}

// What rules ask for of the settings: whether there is a limit, or the time zone is one without an offset.
void set(const std::string& setting, const SyntaxNode& value, bool local, Transaction& transaction) {
  if (setting == "lock_timeout")
    (local ? transaction.lock_timeout : transaction.session_lock_timeout) = is_limit(value);
  if (setting == "statement_timeout")
    (local ? transaction.statement_timeout : transaction.session_statement_timeout) = is_limit(value);
  if (setting == "timezone") (local ? transaction.utc : transaction.session_utc) = is_utc(value);
}

void apply_setting(const Subject& subject, Transaction& transaction) {
  const SyntaxNode& node = subject.node;
  static const SyntaxNode nothing;
  if (subject.kind == "VariableSetStmt") {
    const auto& values = node["args"].items;
    set(node["name"].text, values.empty() ? nothing : values.front()["A_Const"], node["is_local"].flag, transaction);
    if (node["kind"].text != "VAR_RESET_ALL") return;
    for (const char* name : {"lock_timeout", "statement_timeout", "timezone"}) set(name, nothing, false, transaction);
  }
  if (subject.kind != "SelectStmt") return;
  plan::walk(node, [&](const std::string& name, const SyntaxNode& call) {
    if (name != "FuncCall" || name_of(call["funcname"]).name != "set_config" || call["args"].items.size() != 3) return;
    const auto& arguments = call["args"].items;
    set(arguments[0]["A_Const"]["sval"]["sval"].text, arguments[1]["A_Const"],
        arguments[2]["A_Const"]["boolval"]["boolval"].flag, transaction);
  });
}

}  // namespace

Transaction Transaction::next() const {
  Transaction out;
  out.id = id + 1;
  out.session_lock_timeout = session_lock_timeout;
  out.session_statement_timeout = session_statement_timeout;
  out.session_utc = session_utc;
  out.said_timeout = said_timeout;
  out.said_statement_timeout = said_statement_timeout;
  out.said_unrepeatable = said_unrepeatable;
  return out;
}

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
    transaction.said_statement_timeout = transaction.said_statement_timeout || !transaction.has_statement_timeout();
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
