// snapshot: stores the counters of all nodes, so that a report can speak of a window; lists and forgets them.
#include "execute/snapshot.hpp"

#include "base/text.hpp"
#include "catalog/node_counters.hpp"
#include "cli/command.hpp"
#include "cli/nodes.hpp"
#include "cli/option_value.hpp"

namespace barqdb::cli {
namespace {

model::Report report_of(db::Connection& connection, const execute::StoredSnapshot& stored,
                        const std::vector<Node>& nodes, const std::vector<std::string>& errors) {
  model::Report report;
  report.name = "snapshot";
  report.database = connection.database();
  report.server_version = connection.server_version();
  report.columns = {{"node", "node"},
                    {"known", "known before"},
                    {"indexes", "indexes scanned", model::Unit::count},
                    {"scans", "scans", model::Unit::count}};
  if (stored.statements.counted && stored.statements.problem.empty())
    report.metrics.emplace_back("statements_grown", stored.statements.grown);
  if (!stored.statements.problem.empty())
    report.notes.push_back("Statements were not stored: " + stored.statements.problem);
  for (const auto& node : stored.nodes) report.rows.push_back({node.node, node.known, node.indexes, node.scans});
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!errors[i].empty()) report.not_examined.push_back({nodes[i].name, errors[i]});
  }
  return report;
}

int run_snapshot(const Arguments& arguments, Context& context) {
  const base::Milliseconds retention =
      duration_option_or(context.settings().report.retention, arguments, "retention", base::Milliseconds(1000));
  const std::vector<Node> nodes = nodes_of(context);
  if (arguments.flag("prune")) {
    db::Connection connection(nodes.front().options);
    const std::int64_t forgotten = execute::prune_snapshots(connection, retention);
    context.say("forgot " + base::counted(forgotten, "snapshot", "snapshots") + " older than " +
                base::format_duration(retention));
    return 0;
  }
  std::vector<model::NodeCounters> read(nodes.size());
  std::vector<db::Connection> main;  // stays open to store what all of them say
  const std::vector<std::string> errors = visit(nodes, [&](std::size_t i, db::Connection& connection) {
    read[i] = catalog::read_node_counters(connection);
    read[i].identity.node = nodes[i].name;
    if (i == 0) main.push_back(std::move(connection));
  });
  if (main.empty()) throw base::Error(base::ErrorKind::server, errors.front());
  std::vector<model::NodeCounters> answered;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (errors[i].empty()) answered.push_back(std::move(read[i]));
  }
  const auto stored = execute::store_snapshot(main.front(), answered);
  execute::prune_snapshots(main.front(), retention);
  const model::Report report = report_of(main.front(), stored, nodes, errors);
  context.write(report);
  return report.not_examined.empty() ? 0 : 1;
}

int run_list(const Arguments& arguments, Context& context) {
  const int limit = whole_option(arguments, "limit", 0);
  db::Connection connection = context.connect();
  const execute::SnapshotList list = execute::list_snapshots(connection, limit);
  model::Report report;
  report.name = "snapshot list";
  report.database = connection.database();
  report.server_version = connection.server_version();
  report.metrics = {{"snapshots", list.count},
                    {"first", list.first.empty() ? model::Value() : model::Value(list.first)},
                    {"total_bytes", list.bytes}};
  report.columns = {{"id", "id", model::Unit::count},
                    {"taken_at", "taken at"},
                    {"node", "node"},
                    {"role", "role"},
                    {"timeline", "timeline", model::Unit::count, false},
                    {"counts_since", "counts since"},
                    {"indexes", "indexes scanned", model::Unit::count},
                    {"scans", "scans", model::Unit::count},
                    {"bytes", "size", model::Unit::bytes},
                    {"note", "note"}};
  for (const auto& row : list.rows) {
    report.rows.push_back(
        {row.id, row.taken_at, row.node, std::string(row.standby ? "standby" : "primary"), row.timeline,
         row.counts_since, row.indexes, row.scans, row.bytes,
         std::string(row.broken ? "other counters than before: reset, crash or another server" : "")});
  }
  context.write(report);
  return 0;
}

}  // namespace

Command snapshot_command() {
  Command list;
  list.name = "list";
  list.group = "observe";
  list.summary = "show the snapshots, newest first";
  list.details = "Shows the snapshots that schema barqdb holds, and where the counters of a node began anew.";
  list.examples = {"barqdb snapshot list", "barqdb snapshot list --limit 100 --format json"};
  list.options = {{OptionKind::value, "--limit N", "at most so many", "20"}};
  list.formats = {"table", "json", "markdown"};
  list.run = run_list;

  Command command;
  command.name = "snapshot";
  command.group = "observe";
  command.summary = "store the counters of all servers, so that reports can speak of a window of time";
  command.details =
      "Reads the counters of the main server and of every replica of the profile and stores what grew in schema barqdb "
      "of the main server; the tables are made when they are missing. What pg_stat_statements counted there is stored "
      "as "
      "well, for query-report --since. Cheap enough for every five minutes. Snapshots "
      "older than `report.retention` (90d) are forgotten; --prune does only that.\n\n"
      "Exit code 1 when a server of the profile did not answer; the others are stored.";
  command.examples = {"barqdb snapshot", "barqdb snapshot list", "barqdb snapshot --prune --retention 30d"};
  command.options = {{OptionKind::flag, "--prune", "forget old snapshots, and take none"},
                     {OptionKind::value, "--retention TIME", "keep snapshots so long, instead of the profile's time"}};
  command.formats = {"table", "json", "markdown"};
  command.run = run_snapshot;
  command.subcommands = {list};
  return command;
}

}  // namespace barqdb::cli
