// barqdb bench fleet: the example's optimization, measured beside what was announced of it.
#include <chrono>
#include <set>

#include "analyze/fleet_claims.hpp"
#include "base/clock.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "cli/command.hpp"
#include "cli/live_line.hpp"
#include "cli/option_value.hpp"
#include "config/conninfo.hpp"
#include "execute/runner.hpp"
#include "execute/seed.hpp"
#include "execute/workload.hpp"
#include "plan/named_queries.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;
using Clock = std::chrono::steady_clock;

constexpr const char* kBefore = "021";
constexpr const char* kRole = "barqdb_bench_app";
constexpr std::size_t kFileLimit = 1U << 20;
constexpr std::int64_t kFewestCouriers = 65;  // about 10,000 rows: with fewer there are no 1,000 of a kind to update

std::vector<std::int64_t> sizes_of(const Arguments& arguments) {
  std::vector<std::int64_t> sizes;
  const std::string list = arguments.text("sizes");
  for (const std::string_view part : base::split(list, ',')) {
    const auto size = parse_whole(part);
    if (!size || *size < kFewestCouriers)
      refuse_option(arguments, "sizes", "list of numbers of couriers from " + std::to_string(kFewestCouriers) + " on",
                    "65,650,6500");
    sizes.push_back(*size);
  }
  return sizes;
}

// The run's own words are not of interest here, only that it goes on.
class Quiet : public execute::Listener, public execute::SeedListener {
 public:
  Quiet(LiveLine& line, std::string prefix) : line_(line), prefix_(std::move(prefix)) {}
  void revision_begins(const model::Plan& plan, int, int) override {
    line_.show(prefix_ + "revision " + plan.revision);
  }
  void revision_ends(const model::Plan&, base::Milliseconds) override {}
  void operation_begins(const model::Plan&, const model::Operation& operation) override {
    line_.show(prefix_ + operation.what());
  }
  void operation_ends(const model::Plan&, const model::Operation&, base::Milliseconds) override {}
  void progress(const model::Operation&, const std::string&) override {}
  void note(const std::string&) override {}
  void file_begins(const execute::SeedFile& file, std::size_t, std::size_t) override {
    line_.show(prefix_ + "seed " + file.name);
  }
  void statement_begins(std::size_t, std::size_t) override {}
  void file_ends(const execute::SeedFile&, std::int64_t, base::Milliseconds) override {}

 private:
  LiveLine& line_;
  std::string prefix_;
};

// A database of its own beside the profile's, dropped at the end.
class Database {
 public:
  explicit Database(Context& context) : options_(context.connect_options()), maintenance_(context.connect()) {
    if (maintenance_.query("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user").text(0, 0) != "t")
      throw Error(ErrorKind::refused, "bench fleet makes a database and a role of its own, as a superuser",
                  "use the embedded server: barqdb bench fleet --profile embedded");
    drop();
    maintenance_.query(std::string("CREATE DATABASE ") + kName);
    options_.conninfo = config::with_database(options_.conninfo, kName);
  }
  ~Database() {
    try {
      drop();
    } catch (const std::exception&) {  // the server is gone, and its database with the reason
    }
  }
  db::Connection connect() const { return db::Connection(options_); }

 private:
  static constexpr const char* kName = "barqdb_bench_fleet";
  void drop() {
    maintenance_.query(std::string("DROP DATABASE IF EXISTS ") + kName);
    maintenance_.query(std::string("DROP ROLE IF EXISTS ") + kRole);
  }
  db::ConnectOptions options_;
  db::Connection maintenance_;
};

execute::RunInput run_input_of(Context& context, const Database& database, const std::string& target) {
  execute::RunInput input;
  input.connect = [&database] { return database.connect(); };
  input.graph = &context.graph();
  input.folder = context.migrations();
  input.target = target;
  input.online = context.settings().online;
  return input;
}

void read_sizes(db::Connection& connection, model::FleetState& state) {
  const db::Result result = connection.query(
      "SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = "
      "i.indexrelid)), sum(pg_catalog.pg_relation_size(i.indexrelid))::bigint FROM pg_catalog.pg_index AS i JOIN "
      "pg_catalog.pg_class AS c ON c.oid = i.indexrelid WHERE c.relnamespace = 'public'::regnamespace");
  state.indexes = result.integer(0, 0);
  state.index_bytes = result.integer(0, 1);
}

model::FleetState measure(const Database& database, const std::vector<model::NamedQuery>& queries, int rounds,
                          const std::string& revision) {
  model::FleetState state;
  state.revision = revision;
  db::Connection connection = database.connect();
  connection.query("VACUUM ANALYZE");
  read_sizes(connection, state);
  state.superuser = execute::run_workload(connection, queries, rounds);
  for (const model::NamedQuery& query : queries)
    if (query.pair_group == "batch_update" && query.pair_side == "naive")
      state.commits_ms = execute::run_committed(connection, query);
  db::Connection plain = database.connect();
  plain.query(std::string("SET ROLE ") + kRole);
  plain.query("SELECT pg_catalog.set_config('app.current_org_id', '1', false)");
  state.plain_role = execute::run_workload(plain, queries, rounds);
  return state;
}

std::int64_t seed(Context& context, const Database& database, std::int64_t couriers, Quiet& listener) {
  db::Connection connection = database.connect();
  const execute::SeedResult result =
      execute::run_seed(connection, execute::load_seed_files(context.migrations() + "/seeds"),
                        {{"size", std::to_string(couriers)}}, listener);
  connection.query(std::string("CREATE ROLE ") + kRole);
  connection.query(std::string("GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA public TO ") + kRole);
  return result.rows;
}

model::FleetBenchmark benchmark(Context& context, const std::vector<model::NamedQuery>& queries, std::int64_t couriers,
                                int rounds) {
  model::FleetBenchmark out;
  out.couriers = couriers;
  LiveLine line(context);
  Quiet listener(line, std::to_string(couriers) + " couriers: ");
  const Database database(context);
  execute::upgrade(run_input_of(context, database, kBefore), listener);
  out.rows = seed(context, database, couriers, listener);
  line.show(std::to_string(couriers) + " couriers: measuring before");
  out.before = measure(database, queries, rounds, kBefore);
  const Clock::time_point begin = Clock::now();
  execute::upgrade(run_input_of(context, database, "head"), listener);
  out.build_ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  line.show(std::to_string(couriers) + " couriers: measuring after");
  out.after = measure(database, queries, rounds, "head");
  return out;
}

int run_fleet(const Arguments& arguments, Context& context) {
  const std::vector<std::int64_t> sizes = sizes_of(arguments);
  const std::string file = context.migrations() + "/queries/bench.sql";
  const std::vector<model::NamedQuery> queries = plan::parse_named_queries(base::load_file(file, kFileLimit), file);
  const int rounds = whole_option(arguments, "rounds", 1, 1000);
  std::vector<model::FleetBenchmark> benchmarks;
  for (const std::int64_t couriers : sizes) benchmarks.push_back(benchmark(context, queries, couriers, rounds));
  model::Report report = analyze::make_fleet_report(benchmarks);
  db::Connection connection = context.connect();
  report.generated_at = base::utc_time();
  report.database = connection.database();
  report.server_version = connection.server_version();
  context.write(report);
  return 0;
}

}  // namespace

Command bench_command() {
  Command command;
  command.name = "bench";
  command.group = "around";
  command.summary = "measure the example before and after its optimization";
  command.details = "Benchmarks of the example project, beside the figures that its optimization was announced with.";
  Command fleet;
  fleet.name = "fleet";
  fleet.group = "around";
  fleet.summary = "BARQ Fleet before (021) and after its optimization, beside the claimed figures";
  fleet.details =
      "For each size: makes a database of its own on the profile's server, builds the chain up to 021, seeds, measures "
      "the "
      "operations of migrations/queries/bench.sql in both forms, upgrades to head, measures again, and drops the "
      "database. "
      "Measured as superuser and as a plain role under the application's row-level security. A courier brings about "
      "155 "
      "rows.";
  fleet.examples = {"barqdb bench fleet", "barqdb bench fleet --sizes 1000,10000 --format markdown"};
  fleet.options = {{OptionKind::value, "--sizes N,N", "couriers, from 65 on", "1000"},
                   {OptionKind::value, "--rounds N", "measured executions of each operation; one more warms up", "5"}};
  fleet.formats = {"table", "json", "markdown"};
  fleet.run = run_fleet;
  command.subcommands = {fleet};
  return command;
}

}  // namespace barqdb::cli
