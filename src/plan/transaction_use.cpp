// After PreventInTransactionBlock() in PostgreSQL's source, the strictest version of it.
#include "plan/transaction_use.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::plan {
namespace {

bool is_off(const SyntaxNode& value) {
  const SyntaxNode& node = value.inner();
  const std::vector<SyntaxNode>& names = node["names"].items;  // of a word that is no reserved one: a TypeName
  const std::string text = names.empty() ? node["sval"].text : names.back().inner()["sval"].text;
  return text == "false" || text == "off" || text == "0" || (value.tag() == "Integer" && node["ival"].number == 0) ||
         (value.tag() == "Boolean" && !node["boolval"].flag);
}

bool refreshes(const SyntaxNode& subscription) {
  const std::string& kind = subscription["kind"].text;
  if (kind == "ALTER_SUBSCRIPTION_REFRESH") return true;
  return kind.ends_with("_PUBLICATION") && option_on(subscription["options"], "refresh", true);
}

// Those that are worth a tree.
bool may_refuse(const std::string& kind) {
  static const std::set<std::string> kinds = {
      "VacuumStmt",        "IndexStmt",    "DropStmt",        "AlterTableStmt",         "ReindexStmt",
      "ClusterStmt",       "CreatedbStmt", "DropdbStmt",      "CreateTableSpaceStmt",   "DropTableSpaceStmt",
      "AlterDatabaseStmt", "DiscardStmt",  "AlterSystemStmt", "CreateSubscriptionStmt", "AlterSubscriptionStmt"};
  return kinds.contains(kind);
}

}  // namespace

bool option_on(const SyntaxNode& options, std::string_view name, bool absent) {
  const auto found = std::find_if(options.items.begin(), options.items.end(),
                                  [&](const SyntaxNode& item) { return item.inner()["defname"].text == name; });
  return found == options.items.end() ? absent : !is_off(found->inner()["arg"]);
}

bool is_concurrent(std::string_view kind, const SyntaxNode& node) {
  if (kind == "IndexStmt" || kind == "DropStmt") return node["concurrent"].flag;
  if (kind == "ReindexStmt") return option_on(node["params"], "concurrently");
  if (kind != "AlterTableStmt") return false;
  const auto& commands = node["cmds"].items;
  return std::any_of(commands.begin(), commands.end(),
                     [](const SyntaxNode& item) { return item.inner()["def"]["PartitionCmd"]["concurrent"].flag; });
}

bool refuses_transaction(std::string_view kind, const SyntaxNode& node) {
  if (kind == "CreatedbStmt" || kind == "DropdbStmt" || kind == "CreateTableSpaceStmt" ||
      kind == "DropTableSpaceStmt" || kind == "AlterSystemStmt")
    return true;
  if (kind == "VacuumStmt") return node["is_vacuumcmd"].flag;
  if (kind == "ReindexStmt" || kind == "ClusterStmt") return !node["relation"];
  if (kind == "DiscardStmt") return node["target"].text == "DISCARD_ALL";
  if (kind == "AlterDatabaseStmt") return option_on(node["options"], "tablespace");
  if (kind == "AlterSubscriptionStmt") return refreshes(node);
  return kind == "CreateSubscriptionStmt" &&
         option_on(node["options"], "create_slot", option_on(node["options"], "connect", true));
}

TransactionUse transaction_use(std::string_view statement) {
  const std::string kind = statement_kind(statement);
  if (kind != "TransactionStmt" && !may_refuse(kind)) return TransactionUse::fine;
  const std::vector<ParsedStatement> parsed = parse_statements(statement);
  if (parsed.empty()) return TransactionUse::fine;
  const SyntaxNode& node = parsed.front().tree.inner();
  if (kind == "TransactionStmt") {
    static const std::set<std::string> inside = {"TRANS_STMT_SAVEPOINT", "TRANS_STMT_RELEASE",
                                                 "TRANS_STMT_ROLLBACK_TO"};
    return inside.contains(node["kind"].text) ? TransactionUse::fine : TransactionUse::ends_it;
  }
  const bool refused = is_concurrent(kind, node) || refuses_transaction(kind, node);
  return refused ? TransactionUse::refuses_it : TransactionUse::fine;
}

bool copies_with_client(std::string_view statement) {
  if (base::lower(statement.substr(0, 4)) != "copy") return false;
  const std::vector<ParsedStatement> parsed = parse_statements(statement);
  if (parsed.empty() || parsed.front().tree.tag() != "CopyStmt") return false;
  return parsed.front().tree.inner()["filename"].text.empty();
}

bool has_psql_command(std::string_view statement) {
  if (!statement.starts_with('\\') && statement.find("\n\\") == std::string_view::npos) return false;
  const auto error = check_syntax(std::string(statement), 0);
  return error && error->message.ends_with("at or near \"\\\"");
}

}  // namespace barqdb::plan
