// One thread a node; a server that is down costs its own time only.
#include "cli/nodes.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/conninfo.hpp"
#include "config/profile.hpp"

namespace barqdb::cli {
namespace {

std::string unique_name(const std::string& name, const std::vector<Node>& nodes) {
  std::string out = name;
  for (int number = 2; std::any_of(nodes.begin(), nodes.end(), [&](const Node& node) { return node.name == out; });
       ++number) {
    out = name + " (" + std::to_string(number) + ")";
  }
  return out;
}

}  // namespace

std::vector<Node> nodes_of(Context& context) {
  std::vector<Node> nodes;
  const config::Settings& settings = context.settings();
  const config::Environment environment = config::process_environment();
  const config::ServerVariables variables{environment("PGHOST").value_or(""), environment("PGPORT").value_or("")};
  nodes.push_back(
      {settings.embedded ? "embedded" : config::server_name(settings.url, variables), context.connect_options()});
  for (const std::string& replica : settings.replicas) {
    db::ConnectOptions options = nodes.front().options;
    options.conninfo = replica;
    nodes.push_back({unique_name(config::server_name(replica, variables), nodes), options});
  }
  return nodes;
}

std::vector<std::string> visit(const std::vector<Node>& nodes,
                               const std::function<void(std::size_t node, db::Connection& connection)>& read) {
  std::vector<std::string> errors(nodes.size());
  std::atomic<bool> interrupted = false;
  const auto visit_one = [&](std::size_t i) {
    try {
      db::Connection connection(nodes[i].options);
      read(i, connection);
    } catch (const base::Error& error) {
      if (error.kind == base::ErrorKind::interrupted) interrupted = true;
      errors[i] = base::one_line(error.what(), 300);
    } catch (const std::exception& error) {
      errors[i] = base::one_line(error.what(), 300);
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < nodes.size(); ++i) others.emplace_back(visit_one, i);
    if (!nodes.empty()) visit_one(0);
  }
  if (interrupted) throw base::Error(base::ErrorKind::interrupted, "interrupted while the servers were read");
  return errors;
}

}  // namespace barqdb::cli
