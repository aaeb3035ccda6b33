// The main server's counters are those of the report's own facts; replicas are asked side by side.
#include "cli/usage_window.hpp"

#include "analyze/statistics_age.hpp"
#include "analyze/usage_window.hpp"
#include "base/text.hpp"
#include "catalog/node_counters.hpp"
#include "cli/nodes.hpp"
#include "cli/option_value.hpp"
#include "execute/snapshot.hpp"

namespace barqdb::cli {
namespace {

// The main server first, then the replicas that answered; the others go to `silent`.
std::vector<model::NodeCounters> read_nodes(Context& context, db::Connection& main, const model::IndexUsageFacts& facts,
                                            std::vector<model::SilentNode>& silent) {
  std::vector<Node> replicas = nodes_of(context);
  std::vector<model::NodeCounters> out = {analyze::counters_of(facts)};
  out.front().identity = catalog::read_node_identity(main);
  out.front().identity.node = replicas.front().name;
  replicas.erase(replicas.begin());
  std::vector<model::NodeCounters> read(replicas.size());
  const std::vector<std::string> errors = visit(replicas, [&](std::size_t i, db::Connection& connection) {
    read[i] = catalog::read_node_counters(connection);
    read[i].identity.node = replicas[i].name;
  });
  for (std::size_t i = 0; i < replicas.size(); ++i) {
    std::string reason = errors[i];
    if (reason.empty() && read[i].identity.system_identifier != out.front().identity.system_identifier)
      reason = "it is no replica of the main server: its system identifier is another one";
    if (reason.empty()) {
      out.push_back(std::move(read[i]));
    } else {
      silent.push_back({replicas[i].name, reason});
    }
  }
  return out;
}

// A standby that the profile does not name may use an index that looks idle.
void name_strangers(const std::vector<model::NodeCounters>& nodes, std::size_t silent,
                    std::vector<model::NotExamined>& out) {
  const model::NodeIdentity& main = nodes.front().identity;
  const auto named = static_cast<std::int64_t>(nodes.size() - 1 + silent);
  if (main.standby || main.receivers <= named) return;
  out.push_back({main.node, base::counted(main.receivers, "standby receives", "standbys receive") +
                                " from this server, and the profile names " + std::to_string(named) +
                                ": scans on the others are not counted (replicas)"});
}

}  // namespace

Usage read_usage(Context& context, db::Connection& main, const model::IndexUsageFacts& facts,
                 std::optional<std::int64_t> since) {
  Usage out;
  std::vector<model::SilentNode> silent;
  const std::vector<model::NodeCounters> nodes = read_nodes(context, main, facts, silent);
  execute::HistoryQuestion question{nodes.front().identity.system_identifier, since, {}};
  for (const model::NodeCounters& node : nodes) question.live.insert(node.identity.epoch);
  const model::UsageHistory history = execute::read_usage_history(main, question);
  out.window = analyze::make_usage_window(nodes, silent, history, {since, analyze::statistics_age(facts).sentence});
  for (const model::SilentNode& node : silent) {
    out.not_examined.push_back(
        {node.node, "its scans are not known, so no index can be called unused: " + node.reason});
  }
  if (!history.problem.empty()) out.not_examined.push_back({"schema barqdb", history.problem});
  name_strangers(nodes, silent.size(), out.not_examined);
  return out;
}

std::optional<std::int64_t> since_of(const Arguments& arguments, std::int64_t now) {
  if (arguments.text("since").empty()) return std::nullopt;
  return now - duration_option(arguments, "since", base::Milliseconds(1)).count() / 1000;
}

}  // namespace barqdb::cli
