// Options, input and output of upgrade and downgrade.
#include "cli/run_options.hpp"

#include "base/text.hpp"
#include "base/units.hpp"
#include "batch/backfill.hpp"
#include "cli/option_value.hpp"

namespace barqdb::cli {
std::vector<Option> run_options() {
  return {
      {OptionKind::flag, "--dry-run", "show the plan and change nothing"},
      {OptionKind::flag, "--sql", "write the plan as a script for psql and change nothing"},
      {OptionKind::value, "--plan FILE", "run exactly the plan that `barqdb plan --out FILE` wrote, or nothing"},
      {OptionKind::value,
       "--online MODE",
       "build indexes concurrently: auto decides by the table, always, or never (in the transaction, blocking writes)",
       "from the profile",
       false,
       {"auto", "always", "never"}},
      {OptionKind::value, "--lock-timeout TIME", "how long one attempt waits for a lock that blocks others",
       "from the profile"},
      {OptionKind::value, "--lock-budget TIME", "how long to go on trying for such a lock", "from the profile"},
      {OptionKind::value, "--wait-budget TIME", "how long a concurrent build may wait for others", "from the profile"},
      {OptionKind::value, "--jobs N", "concurrent builds side by side, on different tables", "from the profile"},
      {OptionKind::value,
       "--lock-mode MODE",
       "what keeps two runners apart: a lock of the session, or a lease, where only a transaction pooler is in reach",
       "from the profile",
       false,
       {"session", "lease"}},
      {OptionKind::value, "--runner-wait TIME", "how long to wait for another barqdb at work", "from the profile"},
  };
}

config::OnlineSettings online_settings(const Arguments& arguments, Context& context) {
  config::OnlineSettings online = context.settings().online;
  if (arguments.given("online")) {
    const std::string mode = arguments.text("online");
    online.mode = mode == "always"  ? config::OnlineMode::always
                  : mode == "never" ? config::OnlineMode::never
                                    : config::OnlineMode::auto_;
  }
  if (arguments.given("lock-mode"))
    online.lock_mode = arguments.text("lock-mode") == "lease" ? config::LockMode::lease : config::LockMode::session;
  online.lock_timeout = duration_option_or(online.lock_timeout, arguments, "lock-timeout");
  if (online.lock_timeout.count() == 0) {  // it would switch the server's timeout off
    throw base::Error(base::ErrorKind::usage, "--lock-timeout must not be 0: an attempt at a lock would wait for ever",
                      "write --lock-timeout 500ms");
  }
  online.lock_budget = duration_option_or(online.lock_budget, arguments, "lock-budget");
  online.wait_budget = duration_option_or(online.wait_budget, arguments, "wait-budget");
  online.jobs = whole_option_or(online.jobs, arguments, "jobs", 1, 64);
  online.runner_wait = duration_option_or(online.runner_wait, arguments, "runner-wait");
  return online;
}

std::vector<execute::Replica> replicas_of(Context& context) {
  std::vector<execute::Replica> replicas;
  for (const std::string& url : context.settings().replicas) {
    db::ConnectOptions options = context.connect_options();
    options.conninfo = url;
    replicas.push_back({config::without_secret(url), [options] { return db::Connection(options); }});
  }
  return replicas;
}

execute::RunInput run_input(const Arguments& arguments, Context& context, const std::string& target) {
  execute::RunInput input;
  // The server starts its backend while the chain is read.
  input.connect = [options = db::begin_connecting(context.connect_options())] { return db::Connection(options); };
  input.graph = &context.graph();
  input.folder = context.migrations();
  input.target = target;
  input.project = context.settings().project;
  input.online = online_settings(arguments, context);
  input.replicas = replicas_of(context);
  input.note = [&context](const std::string& text) { context.say(text); };
  input.connections = context.settings().pool.most();
  input.backfill = [&context, online = input.online](const std::string& revision, const model::Operation& operation,
                                                     execute::Listener& listener) {
    batch::RunInput batch;
    batch.online = online;
    batch.pool = context.settings().pool;
    batch.replicas = context.settings().replicas;
    batch.connect = context.connect_options();
    batch::run_backfill(std::move(batch), revision, operation, listener);
  };
  return input;
}

model::Report result_report(const char* name, const execute::RunResult& result) {
  model::Report report;
  report.name = name;
  report.database = result.database;
  report.server_version = result.server_version;
  report.columns = {{"revision", "revision"}};
  for (const std::string& id : result.revisions) report.rows.push_back({id});
  report.metrics = {{"revisions", static_cast<std::int64_t>(result.revisions.size())},
                    {"indexes_created", static_cast<std::int64_t>(result.indexes_created)},
                    {"indexes_dropped", static_cast<std::int64_t>(result.indexes_dropped)},
                    {"elapsed_ms", static_cast<std::int64_t>(result.elapsed.count())},
                    {"heads", result.heads}};
  return report;
}

std::string result_sentence(const char* done, const execute::RunResult& result) {
  const std::string at = result.heads.empty() ? "at base" : "at " + base::join(result.heads, ", ");
  if (result.revisions.empty()) return "nothing to do: " + at + "\n";
  std::string text = std::string(done) + " " +
                     base::counted(static_cast<std::int64_t>(result.revisions.size()), "revision", "revisions");
  if (result.indexes_created > 0)
    text += ", created " + base::counted(static_cast<std::int64_t>(result.indexes_created), "index", "indexes");
  if (result.indexes_dropped > 0)
    text += ", dropped " + base::counted(static_cast<std::int64_t>(result.indexes_dropped), "index", "indexes");
  return text + " in " + base::format_duration(result.elapsed) + "; now " + at + "\n";
}

}  // namespace barqdb::cli
