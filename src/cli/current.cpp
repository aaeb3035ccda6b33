// barqdb current: where the database stands.
#include <algorithm>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "execute/chain_identity.hpp"
#include "execute/chain_state.hpp"
#include "execute/ledger.hpp"

namespace barqdb::cli {
namespace {

int run_current(const Arguments& arguments, Context& context) {
  const revision::Graph& graph = context.graph();
  db::Connection connection = context.connect();
  const model::Ledger ledger = execute::read_ledger(connection);
  execute::check_identity(ledger, graph, context.settings().project);
  execute::check_applied(ledger, graph, context.migrations());
  const revision::IdSet applied = ledger.applied_ids();
  const std::vector<std::string> heads = graph.heads_of(applied);
  const std::vector<std::string> unfinished_up = execute::unfinished(ledger, model::Direction::up);
  const std::vector<std::string> unfinished_down = execute::unfinished(ledger, model::Direction::down);

  model::Report report;
  report.name = "current";
  report.database = connection.database();
  report.server_version = connection.server_version();
  report.columns = {
      {"revision", "revision"}, {"state", "state"}, {"description", "description"}, {"applied_at", "applied at"}};
  const auto add = [&](const std::string& id, const std::string& state) {
    const model::Revision* revision = graph.find(id);
    const auto found = ledger.applied.find(id);
    report.rows.push_back({id, state, revision == nullptr ? "" : revision->description,
                           found == ledger.applied.end() ? model::Value{} : model::Value{found->second.applied_at}});
  };
  const std::vector<std::string> chain_heads = graph.heads();
  for (const std::string& id : heads) {
    if (std::find(unfinished_down.begin(), unfinished_down.end(), id) != unfinished_down.end()) continue;
    const bool head = std::find(chain_heads.begin(), chain_heads.end(), id) != chain_heads.end();
    add(id, head ? "applied, head" : "applied");
  }
  for (const std::string& id : unfinished_up) add(id, "begun, not finished: upgrade goes on");
  for (const std::string& id : unfinished_down) add(id, "rolled back in part: downgrade goes on");
  const auto pending = static_cast<std::int64_t>(graph.revisions().size() - applied.size());
  report.metrics = {{"applied", static_cast<std::int64_t>(applied.size())}, {"pending", pending}};
  if (heads.empty() && unfinished_up.empty()) report.notes.push_back("at base: no revision is applied");
  if (pending > 0)
    report.notes.push_back(base::counted(pending, "revision is", "revisions are") + " pending; `barqdb upgrade " +
                           (chain_heads.size() > 1 ? "heads" : "head") + "` applies " + (pending == 1 ? "it" : "them"));
  context.write(report);
  const bool clean = pending == 0 && unfinished_up.empty() && unfinished_down.empty();
  return arguments.flag("check") && !clean ? 1 : 0;
}

}  // namespace

Command current_command() {
  Command command;
  command.name = "current";
  command.group = "chain";
  command.summary = "show where the database stands in the chain";
  command.details =
      "Lists the applied heads and any revision that was begun and not finished. With --check it is a gate: exit 1 "
      "when a revision is "
      "pending or unfinished. An applied file that was edited since is refused (exit 4).";
  command.examples = {"barqdb current", "barqdb current --check", "barqdb current --format json"};
  command.options = {{OptionKind::flag, "--check", "exit 1 when anything is pending"}};
  command.formats = {"table", "json", "markdown"};
  command.run = run_current;
  return command;
}

}  // namespace barqdb::cli
