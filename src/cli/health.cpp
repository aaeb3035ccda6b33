// health: the state of all servers of the profile against the profile's thresholds.
#include "analyze/health.hpp"

#include "catalog/health.hpp"
#include "cli/command.hpp"
#include "cli/fail_on.hpp"
#include "cli/nodes.hpp"
#include "cli/option_value.hpp"
#include "cli/screen.hpp"
#include "logs/normalize.hpp"
#include "render/render.hpp"

namespace barqdb::cli {
namespace {

// What a session runs may hold names, numbers and passwords: its form tells enough.
void hide_values(std::string& statement) {
  logs::Normalized form;
  form.read(statement, {});
  std::string out;
  for (const char c : form.text()) {
    if (c == logs::Normalized::value_mark) {
      out += '?';
    } else if (c == logs::Normalized::more_mark) {
      out += ", ...";
    } else {
      out += c;
    }
  }
  statement = std::move(out);
}

void hide_values(model::HealthFacts& facts) {
  for (model::SessionState& state : facts.states) hide_values(state.statement);
  for (model::SnapshotHolder& holder : facts.holders) hide_values(holder.statement);
  for (model::LockWait& wait : facts.waits) {
    hide_values(wait.statement);
    hide_values(wait.blocker_statement);
  }
}

model::Report read_report(const std::vector<Node>& nodes, const config::HealthSettings& health) {
  std::vector<model::HealthFacts> facts(nodes.size());
  const std::vector<std::string> errors = visit(nodes, [&](std::size_t i, db::Connection& connection) {
    facts[i] = catalog::read_health(connection, health.dead_rows);
    hide_values(facts[i]);
  });
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!errors[i].empty()) facts[i] = {};
    facts[i].node = nodes[i].name;
    facts[i].error = errors[i];
  }
  return analyze::make_health_report(facts, health);
}

// A bare number is one of seconds.
base::Milliseconds interval_of(const Arguments& arguments) {
  constexpr std::int64_t most = 1'000'000'000;
  const auto seconds = parse_whole(arguments.text("watch"));
  if (seconds && *seconds > 0 && *seconds <= most) return std::chrono::seconds(*seconds);
  return duration_option(arguments, "watch", base::Milliseconds(100));
}

int run(const Arguments& arguments, Context& context) {
  const config::HealthSettings& health = context.settings().health;
  if (arguments.given("watch")) {
    const base::Milliseconds interval = interval_of(arguments);
    Screen screen;
    const std::vector<Node> nodes = nodes_of(context);
    do {
      screen.draw(render::table(read_report(nodes, health), screen.width()));
    } while (screen.wait(interval));
    return 0;
  }
  const model::Report report = read_report(nodes_of(context), health);
  context.write(report);
  return exit_code_of(report, arguments);
}

}  // namespace

Command health_command() {
  std::vector<std::string> formats = render::gate_formats();
  formats.insert(formats.end(), {"html", "prometheus"});
  return {
      "health",
      "observe",
      "show the state of all servers of the profile, and what is wrong with it",
      "Reads connections, transactions, snapshots, lock waits, replication, vacuum, checkpoints, cache, statistics and "
      "index counts of the main server and of every replica of the profile, and compares them with the thresholds "
      "under "
      "`health` of the profile. Reads only, waits for no lock, and works for any role; what the role may not see is "
      "named under not_examined.\n\n"
      "Exit code 1 when there is a finding that is a warning or an error, also when a server does not answer.",
      {"barqdb health", "barqdb health --watch 2",
       "barqdb health --format prometheus --output /var/lib/node_exporter/textfile/barqdb.prom"},
      {{OptionKind::value, "--watch SECONDS", "draw the table again every so many seconds, until Ctrl-C"},
       fail_on_option("warning")},
      formats,
      run,
      {},
      analyze::health_check_ids};
}

}  // namespace barqdb::cli
